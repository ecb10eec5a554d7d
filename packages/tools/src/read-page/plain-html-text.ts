const hiddenContent = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'nav',
  'head',
  'iframe',
  'select',
]);
const blocks = new Set(
  'p div br li tr h1 h2 h3 h4 h5 h6 section article table ul ol header footer main pre'.split(' '),
);
const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['rsquo', '’'],
  ['lsquo', '‘'],
  ['rdquo', '”'],
  ['ldquo', '“'],
]);

/** All readable text of a page, without its scripts, styles and navigation; a line a block. One pass, for any input. */
export function plainHtmlText(html: string): string {
  const parts: string[] = [];
  let index = 0;
  while (index < html.length) {
    const open = html.indexOf('<', index);
    if (open < 0) {
      parts.push(html.slice(index));
      break;
    }
    parts.push(html.slice(index, open));
    const name = /^<\/?([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 20))?.[1]?.toLowerCase();
    if (name !== undefined && blocks.has(name)) parts.push('\n');
    const next = endOf(html, open, name);
    if (next < 0) break;
    index = next;
  }
  return decodeEntities(parts.join(''))
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Where the text goes on after the tag, comment or hidden element at `open`; -1 where it never does. */
function endOf(html: string, open: number, name: string | undefined): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open);
  if (name !== undefined && html[open + 1] !== '/' && hiddenContent.has(name)) {
    const close = new RegExp(`</${name}`, 'gi');
    close.lastIndex = open;
    const match = close.exec(html);
    return match === null ? -1 : after(html, '>', match.index);
  }
  if (name === undefined && !/[!?/]/.test(html[open + 1] ?? '')) return open + 1;
  return after(html, '>', open);
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities.get(String(name).toLowerCase()) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x10ffff || code === 0 ? '' : String.fromCodePoint(code);
  });
}
