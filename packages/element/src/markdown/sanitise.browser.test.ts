import { expect, test } from 'vitest';
import { MarkdownView } from './render.ts';
import { sanitise } from './sanitise.ts';

/** Hostile text of a model's, each against the element or attribute that must not come through. */
const attacks: readonly (readonly [name: string, source: string, forbidden: string])[] = [
  ['script', '<script>parent.pwned = 1</script>', 'script'],
  ['script in a list', '- a\n- <script>parent.pwned = 1</script>', 'script'],
  ['onerror', '<img src=x onerror="pwned = 1">', 'img, [onerror]'],
  ['remote image', '![beacon](https://evil.example/pixel.gif)', 'img, picture, source'],
  ['srcset', '<img srcset="https://evil.example/a 1x">', 'img, [srcset]'],
  ['onclick on an allowed element', '<p onclick="pwned = 1">x</p>', '[onclick]'],
  ['javascript: link', '[x](javascript:alert(1))', '[href]'],
  ['javascript: with a tab and entities', '<a href="jav&#x09;ascript:alert(1)">x</a>', '[href]'],
  ['data: link', '[x](data:text/html,<script>alert(1)</script>)', '[href], script'],
  ['vbscript: link', '<a href="vbscript:msgbox(1)">x</a>', '[href]'],
  ['blob: link', '<a href="blob:https://evil.example/1">x</a>', '[href]'],
  ['relative link', '[x](/settings?key=1)', '[href]'],
  ['svg', '<svg><script>pwned = 1</script><animate onbegin="pwned = 1"/></svg>', 'svg, script'],
  ['svg use', '<svg><use href="https://evil.example/a.svg#x"></use></svg>', 'svg, use'],
  ['mathml', '<math><mtext><table><mglyph><style><img src=x onerror=pwned=1>', 'math, style, img'],
  ['style element', '<style>*{background:url(https://evil.example)}</style>', 'style'],
  ['style attribute', '<p style="background:url(https://evil.example)">x</p>', '[style]'],
  [
    'form',
    '<form action="https://evil.example"><input name=q><button>go</button></form>',
    'form, input, button',
  ],
  ['iframe', '<iframe src="https://evil.example" srcdoc="<script>1</script>"></iframe>', 'iframe'],
  ['object and embed', '<object data="x"></object><embed src="x">', 'object, embed'],
  ['template', '<template><script>pwned = 1</script></template>', 'template, script'],
  [
    'declarative shadow root',
    '<div><template shadowrootmode=open><img src=x></template></div>',
    'template, img',
  ],
  ['meta refresh', '<meta http-equiv=refresh content="0;url=https://evil.example">', 'meta'],
  ['base', '<base href="https://evil.example/">', 'base'],
  ['link', '<link rel=stylesheet href="https://evil.example/a.css">', 'link'],
  ['video poster', '<video poster="https://evil.example/p.png" src=x></video>', 'video'],
  ['id and name clobbering', '<a id="body" name="client">x</a>', '[id], [name]'],
  ['custom element of ours', '<kinglet-approval-card></kinglet-approval-card>', 'kinglet-approval-card'],
  ['slot and part', '<p slot="header" part="card">x</p>', '[slot], [part]'],
  ['class of ours', '<p class="visually-hidden">x</p>', '[class="visually-hidden"]'],
  ['data attribute', '<p data-decision="once">x</p>', '[data-decision]'],
];

test.each(attacks)('%s does not come through the sink', (_name, source, forbidden) => {
  const container = document.createElement('div');
  document.body.append(container);
  new MarkdownView(container).update(source, { streaming: false });
  // The copy button of a code block is ours, not the model's.
  for (const button of container.querySelectorAll('.copy-code')) button.remove();
  expect(container.querySelectorAll(forbidden)).toHaveLength(0);
  expect(Reflect.get(window, 'pwned')).toBeUndefined();
  container.remove();
});

test.each(attacks)('%s does not come through while it streams, cut anywhere', (_name, source, forbidden) => {
  const container = document.createElement('div');
  const view = new MarkdownView(container);
  for (let end = 1; end <= source.length; end += 1) {
    view.update(source.slice(0, end), { streaming: true });
    for (const button of container.querySelectorAll('.copy-code')) button.remove();
    expect(container.querySelectorAll(forbidden)).toHaveLength(0);
  }
});

test('nested mutation does not bring a script to life', () => {
  const html = '<form><math><mtext></form><form><mglyph><style></math><img src onerror=pwned=1>';
  const fragment = sanitise(html);
  expect(fragment.querySelectorAll('img, style, form, math')).toHaveLength(0);
});

test('a link keeps its address in sight and gives nothing of ours away', () => {
  const link = sanitise(
    '<a href="https://example.com/a?b=c" target="_self" rel="opener">x</a>',
  ).querySelector('a');
  expect(link?.title).toBe('https://example.com/a?b=c');
  expect(link?.rel).toBe('noopener noreferrer nofollow');
  expect(link?.target).toBe('_blank');
  expect(link?.referrerPolicy).toBe('no-referrer');
});

test('the text of a remote image is shown in its place', () => {
  const container = document.createElement('div');
  new MarkdownView(container).update('![a <b>cat</b>](https://example.com/cat.png)', { streaming: false });
  expect(container.textContent).toContain('https://example.com/cat.png');
});
