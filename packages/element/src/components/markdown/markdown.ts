import { html, LitElement } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { loadRender, renderModule } from '../../markdown/load-render.ts';
import type { MarkdownView } from '../../markdown/render.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { markdownStyles } from './markdown.styles.ts';

/**
 * Text of a model's, drawn as safe Markdown while it streams. Until the render sink has arrived it shows the source.
 * Following a link asks first, with the whole address.
 *
 * @csspart body - the rendered text
 */
class KingletMarkdown extends LitElement {
  static override properties = { text: { type: String }, streaming: { type: Boolean } };
  static override styles = [baseStyles, markdownStyles];
  declare text: string;
  declare streaming: boolean;
  #view: MarkdownView | null = null;

  constructor() {
    super();
    this.text = '';
    this.streaming = false;
  }

  override render() {
    return html`<div id="body" part="body" class="body" dir="auto" @click=${this.#onClick} @auxclick=${this.#onClick}></div>`;
  }

  override updated(): void {
    const body = this.renderRoot.querySelector<HTMLElement>('#body');
    const module = renderModule();
    if (!body) return;
    if (!module) {
      body.textContent = this.text;
      void loadRender().then(() => this.requestUpdate());
      return;
    }
    if (!this.#view) {
      body.replaceChildren();
      this.#view = new module.MarkdownView(body);
    }
    this.#view.update(this.text, { streaming: this.streaming });
  }

  readonly #onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest('a');
    if (link?.href) {
      event.preventDefault();
      ask(this, { type: 'open-link', href: link.href });
    }
    const button = target?.closest<HTMLElement>('.copy-code');
    if (button && event.type === 'click') void copyCode(button);
  };
}

async function copyCode(button: HTMLElement): Promise<void> {
  const code = button.closest('.code')?.querySelector('pre')?.textContent ?? '';
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = strings.code.copied;
  } catch {
    button.textContent = strings.actions.copyFailed;
  }
}

define('kinglet-markdown', KingletMarkdown);
