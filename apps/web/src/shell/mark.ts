import { html, type TemplateResult } from 'lit';

/** The kinglet: a small round bird with a golden crest. The same drawing as `public/icons/kinglet.svg`. */
export function mark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <path fill="#5f7d3f" d="M12 40c0-14 9-24 21-24 10 0 17 7 17 16 0 13-9 22-21 22-6 0-10-2-13-5l-9 5 3-9c1-2 2-3 2-5z" />
    <path fill="#dfe3c8" d="M50 33c0 12-9 21-21 21 6-3 8-8 8-13 0-5 4-9 13-8z" />
    <path fill="#3f5729" d="M14 41c2-9 9-13 17-12-1 9-8 15-17 12z" />
    <path fill="#f2a71b" d="M25 18c3-6 13-8 20 4-7-3-14-4-20-4z" />
    <circle cx="41" cy="26" r="2.6" fill="#151a12" />
    <circle cx="41.9" cy="25.2" r="0.8" fill="#fff" />
    <path fill="#2b2f26" d="m49.5 27 8.5 1.8-8.2 2.4z" />
  </svg>`;
}
