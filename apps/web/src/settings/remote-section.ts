import { baseStyles, define } from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import type { RemoteTest } from '@kinglet/runtime/shared';
import { toKingletError } from '@kinglet/spec';
import { html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import { sectionStyles } from '../styles/section.styles.ts';
import { needsRestart } from './needs-restart.ts';
import { parseRemote } from './remote-form.ts';

const words = strings.settings;

/** The endpoint of the larger model: address, model, key for this visit, prices, and a button that tries it. */
class KingletRemoteSection extends LitElement {
  static override properties = {
    client: { attribute: false },
    state: { attribute: false },
    result: { state: true },
    busy: { state: true },
  };
  static override styles = [baseStyles, formStyles, sectionStyles];
  declare client: KingletClient | null;
  declare state: ClientState | null;
  declare result: RemoteTest | null;
  declare busy: boolean;

  constructor() {
    super();
    this.client = null;
    this.state = null;
    this.result = null;
    this.busy = false;
  }

  override render() {
    const remote = this.state?.settings.remote ?? null;
    const { result } = this;
    return html`<form class="card" aria-labelledby="title" autocomplete="off" @submit=${this.#save}>
      <div>
        <h3 id="title">${words.remote}</h3>
        <p class="muted">${words.remoteLead}</p>
      </div>
      <div class="fields">
        ${field('baseUrl', words.baseUrl, remote?.baseUrl ?? '', { type: 'url', hint: words.baseUrlHint, required: true, wide: true })}
        ${field('model', words.model, remote?.model ?? '', { required: true })}
        ${field('key', words.key, '', { type: 'password', hint: this.state?.hasKey ? `${words.keySet} ${words.keyHint}` : words.keyHint, wide: true })}
        ${field('inputPrice', words.inputPrice, price(remote?.inputUsdPerMillion), { inputMode: 'decimal' })}
        ${field('outputPrice', words.outputPrice, price(remote?.outputUsdPerMillion), { inputMode: 'decimal' })}
      </div>
      <div class="row">
        <button type="submit" class="primary" ?disabled=${this.busy}>${words.save}</button>
        <button type="button" ?disabled=${this.busy || remote === null} @click=${this.#test}>${words.test}</button>
        ${remote ? html`<button type="button" class="quiet" ?disabled=${this.busy} @click=${this.#forget}>${words.remove}</button>` : nothing}
      </div>
      <p class="result ${result?.ok === false ? 'bad' : 'good'}" role="status">${this.busy ? words.testing : result?.message}</p>
    </form>`;
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const parsed = parseRemote({
      baseUrl: text('baseUrl'),
      model: text('model'),
      inputPrice: text('inputPrice'),
      outputPrice: text('outputPrice'),
    });
    if (!parsed.ok) {
      this.result = parsed;
      return;
    }
    const key = text('key').trim();
    const before = this.state?.settings.remote ? [this.state.settings.remote.baseUrl] : [];
    void this.#attempt(async (client) => {
      if (needsRestart({ before, after: [parsed.remote.baseUrl] })) {
        await client.setRemote(parsed.remote, null);
        await client.restart();
      }
      await client.setRemote(parsed.remote, key === '' ? null : key);
      const input = this.renderRoot.querySelector<HTMLInputElement>('input[name=key]');
      if (input) input.value = '';
      return { ok: true, message: words.saved };
    });
  };

  readonly #test = (): void => {
    void this.#attempt((client) => client.testRemote());
  };

  readonly #forget = (): void => {
    void this.#attempt(async (client) => {
      await client.setRemote(null, null);
      return { ok: true, message: words.removed };
    });
  };

  async #attempt(action: (client: KingletClient) => Promise<RemoteTest>): Promise<void> {
    if (!this.client) return;
    this.busy = true;
    try {
      this.result = await action(this.client);
    } catch (thrown) {
      this.result = { ok: false, message: toKingletError(thrown, 'invalid-input').message };
    }
    this.busy = false;
  }
}

function field(
  name: string,
  label: string,
  value: string,
  {
    type = 'text',
    hint = '',
    inputMode = 'text',
    required = false,
    wide = false,
  }: { type?: string; hint?: string; inputMode?: string; required?: boolean; wide?: boolean },
) {
  const id = `${name}-hint`;
  return html`<div class="field ${wide ? 'wide' : ''}">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      name=${name}
      type=${type}
      inputmode=${inputMode}
      autocomplete="off"
      spellcheck="false"
      dir="ltr"
      ?required=${required}
      aria-describedby=${hint === '' ? nothing : id}
      .value=${value}
    />
    ${hint === '' ? nothing : html`<span id=${id} class="muted">${hint}</span>`}
  </div>`;
}

function price(usd: number | null | undefined): string {
  return usd == null ? '' : String(usd);
}

define('kinglet-remote-section', KingletRemoteSection);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-remote-section': KingletRemoteSection;
  }
}
