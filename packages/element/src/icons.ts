import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

const shapes = {
  send: svg`<path d="M12 19V5m0 0-6 6m6-6 6 6"/>`,
  stop: svg`<rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor"/>`,
  attach: svg`<path d="m19.5 11.5-7.8 7.8a5 5 0 0 1-7-7l8.5-8.6a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.6a1.7 1.7 0 0 1-2.4-2.4l7.1-7.1"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2.5"/><path d="M15 5.5A1.5 1.5 0 0 0 13.5 4h-8A1.5 1.5 0 0 0 4 5.5v8A1.5 1.5 0 0 0 5.5 15"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  again: svg`<path d="M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6"/>`,
  larger: svg`<path d="M12 3v4m0 10v4M3 12h4m10 0h4M7 7l1.5 1.5m7 7L17 17M7 17l1.5-1.5m7-7L17 7"/>`,
  up: svg`<path d="M7 11v9m0-9 4-7.5a2 2 0 0 1 2.5 2L13 9.5h5a2 2 0 0 1 2 2.4l-1.3 6.5A2 2 0 0 1 16.7 20H4.5V11z"/>`,
  down: svg`<path d="M17 13V4m0 9-4 7.5a2 2 0 0 1-2.5-2l.5-4H6a2 2 0 0 1-2-2.4l1.3-6.5A2 2 0 0 1 7.3 4h12.2v9z"/>`,
  edit: svg`<path d="m14.5 5.5 4 4M4.5 19.5l1-4.5L16 4.5a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L9 18.5z"/>`,
  previous: svg`<path d="m14.5 6-6 6 6 6"/>`,
  next: svg`<path d="m9.5 6 6 6-6 6"/>`,
  tool: svg`<path d="M14.5 6.5a4.5 4.5 0 0 1 5.6-1.4l-2.9 2.9.7 2.1 2.1.7 1-.9a4.5 4.5 0 0 1-6.5 5.2l-6 6a2.1 2.1 0 0 1-3-3l6-6a4.5 4.5 0 0 1 3-5.6z"/>`,
  device: svg`<rect x="4" y="5" width="16" height="11" rx="2"/><path d="M2.5 19.5h19"/>`,
  remote: svg`<path d="M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1.5 3.8 3.8 0 0 1-.5 7.5z"/>`,
  warning: svg`<path d="M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.5v.1"/>`,
  info: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5m0-8.5v.1"/>`,
  bell: svg`<path d="M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10m4 9.5a2 2 0 0 0 4 0"/>`,
  file: svg`<path d="M7 3.5h7L18.5 8v11a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.5zM14 3.5V8h4.5"/>`,
  latest: svg`<path d="M12 5v14m0 0-6-6m6 6 6-6"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  bin: svg`<path d="M4.5 6.5h15m-12 0 .8 12a1.5 1.5 0 0 0 1.5 1.5h4.4a1.5 1.5 0 0 0 1.5-1.5l.8-12M9.5 6V4h5v2"/>`,
  chat: svg`<path d="M4.5 5.5h15v11h-8l-4.5 4v-4h-2.5z"/>`,
  model: svg`<rect x="6.5" y="6.5" width="11" height="11" rx="2"/><path d="M10 3v3.5M14 3v3.5M10 17.5V21m4-3.5V21M3 10h3.5M3 14h3.5m11-4H21m-3.5 4H21"/>`,
  log: svg`<path d="M5 6.5h14M5 12h14M5 17.5h8"/>`,
  settings: svg`<path d="M4 8h9m5 0h2M4 16h3m5 0h8"/><circle cx="15.5" cy="8" r="2.3"/><circle cx="9.5" cy="16" r="2.3"/>`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** A line drawing in the text's colour, hidden from screen readers: the control beside it carries the words. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}
