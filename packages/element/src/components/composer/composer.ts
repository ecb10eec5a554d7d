import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatBytes } from '../../format.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { composerStyles } from './composer.styles.ts';

const words = strings.composer;

/**
 * Where the user writes: a text area that grows, files by button, drop or paste, and Send or, while it answers, Stop.
 *
 * @csspart box - the frame around the text and the buttons
 */
export class KingletComposer extends LitElement {
  static override properties = {
    running: { type: Boolean },
    files: { state: true },
    empty: { state: true },
  };
  static override styles = [baseStyles, composerStyles];
  declare running: boolean;
  declare files: readonly File[];
  declare empty: boolean;

  constructor() {
    super();
    this.running = false;
    this.files = [];
    this.empty = true;
  }

  get text(): string {
    return this.#area?.value ?? '';
  }

  /** Puts a message back to be changed. */
  restore(text: string, files: readonly File[]): void {
    if (this.#area) this.#area.value = text;
    this.files = files;
    this.#onInput();
    this.focus();
  }

  addFiles(files: Iterable<File>): void {
    this.files = [...this.files, ...files];
    this.empty = false;
  }

  override focus(): void {
    this.#area?.focus();
  }

  override render() {
    return html`<form part="box" class="box" @submit=${this.#onSubmit}>
      ${this.files.length === 0 ? nothing : this.#fileList()}
      <div class="bar">
        <input id="files" type="file" multiple hidden @change=${this.#onPick} />
        <button
          type="button"
          class="quiet only-icon"
          aria-label=${words.attach}
          title=${words.attach}
          @click=${this.#pick}
        >
          ${icon('attach')}
        </button>
        <textarea
          rows="1"
          dir="auto"
          aria-label=${words.label}
          aria-describedby="hint"
          placeholder=${words.placeholder}
          enterkeyhint="send"
          @keydown=${this.#onKey}
          @input=${this.#onInput}
          @paste=${this.#onPaste}
          @focus=${() => ask(this, { type: 'warm' })}
        ></textarea>
        ${this.running ? this.#stopButton() : this.#sendButton()}
      </div>
      <span id="hint" class="visually-hidden">${words.hint}</span>
    </form>`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('files')) this.empty = this.text.trim() === '' && this.files.length === 0;
  }

  #sendButton() {
    return html`<button type="submit" class="primary only-icon main" aria-label=${words.send} title=${words.send} ?disabled=${this.empty}>
      ${icon('send')}
    </button>`;
  }

  #stopButton() {
    const stop = () => ask(this, { type: 'stop' });
    return html`<button type="button" class="primary only-icon main" aria-label=${words.stop} title=${words.stopHint} @click=${stop}>
      ${icon('stop')}
    </button>`;
  }

  #fileList() {
    const remove = (file: File) => {
      this.files = this.files.filter((other) => other !== file);
    };
    return html`<ul class="files">
      ${this.files.map(
        (file) => html`<li>
          ${icon('file')}<span class="file-name">${file.name}</span><span class="muted">${formatBytes(file.size)}</span>
          <button type="button" class="quiet only-icon" aria-label=${words.removeFile(file.name)} @click=${() => remove(file)}>
            ${icon('close')}
          </button>
        </li>`,
      )}
    </ul>`;
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot?.querySelector('textarea') ?? null;
  }

  readonly #onInput = (): void => {
    const area = this.#area;
    if (!area) return;
    this.empty = area.value.trim() === '' && this.files.length === 0;
    if (CSS.supports('field-sizing', 'content')) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight}px`;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send();
  };

  #send(): void {
    const text = this.text.trim();
    if (this.running || (text === '' && this.files.length === 0)) return;
    const { files } = this;
    if (this.#area) this.#area.value = '';
    this.files = [];
    this.#onInput();
    ask(this, { type: 'send', text, files });
  }

  readonly #pick = (): void => this.renderRoot.querySelector<HTMLInputElement>('#files')?.click();

  readonly #onPick = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.addFiles(input.files ?? []);
    input.value = '';
    this.focus();
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = event.clipboardData?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  };
}

define('kinglet-composer', KingletComposer);
