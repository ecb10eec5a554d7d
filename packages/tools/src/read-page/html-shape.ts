/** Longest page, most elements, and most elements times their depth, that the article finder is given. */
const maxLength = 500_000;
const maxElements = 10_000;
const maxWork = 150_000;
const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option'.split(
    ' ',
  ),
);

/**
 * Whether a page is small and flat enough for the article finder, whose time grows with elements times depth: at the
 * limits it takes about a second. One pass; elements whose end tag may be left out do not deepen.
 */
export function isParsable(html: string): boolean {
  if (html.length > maxLength) return false;
  if (html.split('<', 3 * maxElements + 1).length > 3 * maxElements) return false;
  const tag = /<(\/?)([a-z][a-z0-9-]*)/gi;
  let elements = 0;
  let depth = 0;
  let work = 0;
  for (let match = tag.exec(html); match !== null; match = tag.exec(html)) {
    const closes = match[1] === '/';
    if (!voidElements.has((match[2] ?? '').toLowerCase())) depth = Math.max(0, depth + (closes ? -1 : 1));
    if (closes) continue;
    elements += 1;
    work += depth;
    if (elements > maxElements || work > maxWork) return false;
  }
  return true;
}

/** The page without its scripts, styles and drawings, which are most of its length and hold no text. One pass. */
export function withoutScripts(html: string): string {
  const lower = html.toLowerCase();
  const open = /<(script|style|template|svg|iframe)\b/g;
  const parts: string[] = [];
  let start = 0;
  for (let match = open.exec(lower); match !== null; match = open.exec(lower)) {
    const close = lower.indexOf(`</${match[1]}`, match.index);
    const end = close < 0 ? -1 : lower.indexOf('>', close);
    parts.push(html.slice(start, match.index));
    start = end < 0 ? html.length : end + 1;
    open.lastIndex = start;
  }
  return [...parts, html.slice(start)].join('');
}
