import { expect, test } from 'vitest';
import { MarkdownView } from './render.ts';

const source = `# Title

A **bold** word and \`code\`.

- one
- two

  still two

| a | b |
| - | - |
| 1 | 2 |

\`\`\`js
const x = '<b>';
\`\`\`

1. first
2. second

- [x] done`;

function rendered(update: (view: MarkdownView) => void): HTMLElement {
  const container = document.createElement('div');
  update(new MarkdownView(container));
  return container;
}

test('a text streamed letter by letter ends as the text drawn at once', () => {
  const whole = rendered((view) => view.update(source, { streaming: false }));
  const streamed = rendered((view) => {
    for (let end = 1; end <= source.length; end += 1) view.update(source.slice(0, end), { streaming: true });
    view.update(source, { streaming: false });
  });
  expect(streamed.innerHTML).toBe(whole.innerHTML);
  expect(whole.querySelector('h3')?.textContent).toBe('Title');
  expect(whole.querySelector('pre')?.textContent).toContain("const x = '<b>';");
  expect(whole.querySelector('.code-head span')?.textContent).toBe('js');
  expect(whole.textContent).toContain('☑ done');
});

test('only the last block is drawn again while a text streams', () => {
  const container = document.createElement('div');
  const view = new MarkdownView(container);
  view.update('First.\n\nSecond is', { streaming: true });
  const [first, second] = container.querySelectorAll('p');
  view.update('First.\n\nSecond is here.\n\nThird', { streaming: true });
  expect(container.querySelector('p')).toBe(first);
  expect(container.contains(second ?? null)).toBe(false);
  expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual([
    'First.',
    'Second is here.',
    'Third',
  ]);
});

test('what is still open is closed while it streams, and shown as written once it ended', () => {
  const container = document.createElement('div');
  const view = new MarkdownView(container);
  view.update('so **bo', { streaming: true });
  expect(container.querySelector('strong')?.textContent).toBe('bo');
  view.update('so **bo', { streaming: false });
  expect(container.querySelector('strong')).toBeNull();
});

test('a text that was taken back is drawn from the start', () => {
  const container = document.createElement('div');
  const view = new MarkdownView(container);
  view.update('One.\n\nTwo.\n\nThree', { streaming: true });
  view.update('Other', { streaming: true });
  expect(container.textContent?.trim()).toBe('Other');
});

test('line ends of Windows do not lose or double text', () => {
  const container = document.createElement('div');
  const view = new MarkdownView(container);
  view.update('a\r\n\r\nb\r\n\r\nc', { streaming: true });
  view.update('a\r\n\r\nb\r\n\r\nc d', { streaming: false });
  expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual(['a', 'b', 'c d']);
});
