import createPurifier from 'dompurify';
import { createPolicy } from '../trusted/policy.ts';

const allowedTags = [
  ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li'],
  ...['strong', 'em', 'b', 'i', 'del', 's', 'sub', 'sup', 'kbd', 'mark', 'code', 'pre', 'a'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
];

const purifier = createPurifier(window);

const policy = createPolicy('kinglet-markdown', {
  // Only DOMPurify gets this policy, for the inert document that it parses into.
  createHTML: (text) => text,
  createScriptURL() {
    throw new TypeError('The policy kinglet-markdown makes no script address.');
  },
});

/**
 * Hostile HTML in, a harmless fragment out: an allow-list of text elements, links to http, https and mailto only, no
 * images, no styles, no forms, no attribute but `href`, `start` and a code block's `language-…` class.
 */
export function sanitise(html: string): DocumentFragment {
  const fragment = purifier.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ['href', 'start', 'class'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    RETURN_DOM_FRAGMENT: true,
    TRUSTED_TYPES_POLICY: policy as never,
  });
  for (const element of fragment.querySelectorAll('[class]')) {
    if (!/^language-[\w+#.-]{1,30}$/.test(element.className)) element.removeAttribute('class');
  }
  for (const link of fragment.querySelectorAll('a')) guardLink(link);
  return fragment;
}

/** The whole address shows on hover, and the page it opens learns nothing of ours. */
function guardLink(link: HTMLAnchorElement): void {
  if (!link.hasAttribute('href')) return;
  link.rel = 'noopener noreferrer nofollow';
  link.target = '_blank';
  link.referrerPolicy = 'no-referrer';
  link.title = link.href;
}
