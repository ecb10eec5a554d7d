import { baseStyles, define } from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import { defaultSettings, type Settings, type SpendSettings } from '@kinglet/runtime/shared';
import { toKingletError } from '@kinglet/spec';
import { html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import { sectionStyles } from '../styles/section.styles.ts';
import { parseCaps } from './limits-form.ts';

const words = strings.limits;
const capNames = ['conversationUsd', 'dayUsd', 'monthUsd', 'callsPerDay'] as const;
/** Shares of calls that may be wrong. */
const shares = [0.2, 0.1, 0.05, 0.02] as const;

/** What may leave this device, when, and at what cost. */
class KingletLimitsSection extends LitElement {
  static override properties = {
    client: { attribute: false },
    state: { attribute: false },
    result: { state: true },
  };
  static override styles = [baseStyles, formStyles, sectionStyles];
  declare client: KingletClient | null;
  declare state: ClientState | null;
  declare result: { readonly ok: boolean; readonly message: string; readonly field?: string } | null;

  constructor() {
    super();
    this.client = null;
    this.state = null;
    this.result = null;
  }

  override render() {
    const { neverLeave, largerLocal, mayBeWrong, spend, remote } = this.state?.settings ?? defaultSettings;
    const { result } = this;
    const hasPrices = remote?.inputUsdPerMillion != null && remote.outputUsdPerMillion != null;
    return html`<form class="card" aria-labelledby="title" autocomplete="off" @submit=${this.#save}>
      <div>
        <h3 id="title">${words.title}</h3>
        <p class="muted">${words.lead}</p>
      </div>
      <label class="check">
        <input type="checkbox" name="neverLeave" aria-describedby="never-hint" .checked=${neverLeave} @change=${this.#switch} />
        ${words.neverLeave}
      </label>
      <p id="never-hint" class="muted">${neverLeave ? words.neverLeaveOn : words.neverLeaveHint}</p>
      <label class="check">
        <input type="checkbox" name="largerLocal" aria-describedby="local-hint" .checked=${largerLocal} @change=${this.#switch} />
        ${words.largerLocal}
      </label>
      <p id="local-hint" class="muted">${words.largerLocalHint}</p>
      <div class="field">
        <label for="mayBeWrong">${words.mayBeWrong}</label>
        <select id="mayBeWrong" aria-describedby="wrong-hint" @change=${this.#choose}>
          <option value="" ?selected=${mayBeWrong === null}>${words.mayBeWrongOff}</option>
          ${shares.map((share) => html`<option value=${share} ?selected=${mayBeWrong === share}>${words.share(share * 100)}</option>`)}
        </select>
        <span id="wrong-hint" class="muted">${words.mayBeWrongHint}</span>
      </div>
      <fieldset class="fields">
        <legend>${words.caps}</legend>
        ${capNames.map((name) => this.#cap(name, spend))}
      </fieldset>
      ${!hasPrices && remote !== null ? html`<p class="muted">${words.noPrices}</p>` : nothing}
      <div class="row"><button type="submit">${words.save}</button></div>
      <p class="result ${result?.ok === false ? 'bad' : 'good'}" role="status">${result?.message}</p>
    </form>`;
  }

  #cap(name: keyof SpendSettings, spend: SpendSettings) {
    const isBad = this.result?.field === name;
    return html`<div class="field">
      <label for=${name}>${words.capNames[name]}</label>
      <input
        id=${name}
        name=${name}
        inputmode=${name === 'callsPerDay' ? 'numeric' : 'decimal'}
        autocomplete="off"
        dir="ltr"
        placeholder=${words.noCap}
        aria-invalid=${isBad ? 'true' : nothing}
        .value=${spend[name] === null ? '' : String(spend[name])}
      />
    </div>`;
  }

  readonly #switch = (event: Event): void => {
    const { name, checked } = event.target as HTMLInputElement;
    void this.#update({ [name]: checked });
  };

  readonly #choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    void this.#update({ mayBeWrong: value === '' ? null : Number(value) });
  };

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: keyof SpendSettings) => String(form.get(name) ?? '');
    const parsed = parseCaps({
      conversationUsd: text('conversationUsd'),
      dayUsd: text('dayUsd'),
      monthUsd: text('monthUsd'),
      callsPerDay: text('callsPerDay'),
    });
    if (parsed.ok) void this.#update({ spend: parsed.spend });
    else {
      this.result = parsed;
      this.renderRoot.querySelector<HTMLInputElement>(`#${parsed.field}`)?.focus();
    }
  };

  async #update(patch: Partial<Settings>): Promise<void> {
    try {
      await this.client?.updateSettings(patch);
      this.result = { ok: true, message: words.saved };
    } catch (thrown) {
      this.result = { ok: false, message: toKingletError(thrown, 'invalid-input').message };
    }
  }
}

define('kinglet-limits-section', KingletLimitsSection);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-limits-section': KingletLimitsSection;
  }
}
