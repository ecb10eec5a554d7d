import { Marked } from 'marked';
import remend from 'remend';
import { decorate } from './decorate.ts';
import { sanitise } from './sanitise.ts';
import { splitBlocks } from './split-blocks.ts';

const marked = new Marked({
  gfm: true,
  renderer: {
    // A remote image would tell its server that it was seen: only its words are shown.
    image: ({ text, href }) => escapeHtml(`[${text || 'image'}: ${href}]`),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    heading({ tokens, depth }) {
      const level = Math.min(depth + 2, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
  },
});

/**
 * The one place where text of a model's becomes DOM: marked, DOMPurify, a Trusted Types policy. Draws block by block:
 * while a text streams only its last block is drawn again.
 */
export class MarkdownView {
  readonly #container: HTMLElement;
  /** Source of the finished blocks, blank lines between them included. */
  #known = '';
  #open: HTMLElement | null = null;
  #openSource = '';

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** Shows `text`. `streaming` closes what is still open in it, such as `**bold` or a code fence. */
  update(source: string, { streaming }: { streaming: boolean }): void {
    const text = source.replaceAll('\r\n', '\n');
    if (!text.startsWith(this.#known)) this.#clear();
    const { finished, open } = splitBlocks(text.slice(this.#known.length), (source) => marked.lexer(source));
    for (const block of finished) this.#finish(block);
    this.#known = text.slice(0, text.length - open.length);
    this.#drawOpen(streaming ? remend(open, { linkMode: 'text-only' }) : open);
  }

  #finish(source: string): void {
    this.#drawOpen(source);
    this.#open = null;
    this.#openSource = '';
  }

  #drawOpen(source: string): void {
    if (source === this.#openSource) return;
    this.#openSource = source;
    if (!this.#open) {
      this.#open = document.createElement('div');
      this.#open.className = 'block';
      this.#container.append(this.#open);
    }
    this.#open.replaceChildren(blockDom(source));
  }

  #clear(): void {
    this.#container.replaceChildren();
    this.#known = '';
    this.#open = null;
    this.#openSource = '';
  }
}

function blockDom(source: string): DocumentFragment {
  const fragment = sanitise(marked.parse(source, { async: false }));
  decorate(fragment);
  return fragment;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
