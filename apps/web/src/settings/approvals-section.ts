import { ask, baseStyles, define } from '@kinglet/element';
import type { ClientState } from '@kinglet/runtime/client';
import type { StandingRule } from '@kinglet/spec';
import { css, html, LitElement } from 'lit';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import { sectionStyles } from '../styles/section.styles.ts';

const words = strings.approvals;
const effects = ['allow', 'ask', 'deny'] as const;

/** What the user decided for good about tools: each rule with what it is for, and how to change or withdraw it. */
class KingletApprovalsSection extends LitElement {
  static override properties = { state: { attribute: false } };
  static override styles = [
    baseStyles,
    formStyles,
    sectionStyles,
    css`
      ul {
        display: grid;
        gap: 0.8rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.6rem 1rem;
        align-items: center;
        padding-block-start: 0.8rem;
        border-block-start: 1px solid var(--k-border);
        overflow-wrap: anywhere;
      }
      @media (max-width: 30rem) {
        li {
          grid-template-columns: 1fr;
        }
      }
      li select {
        inline-size: auto;
      }
      label.days input {
        inline-size: 6rem;
      }
    `,
  ];
  declare state: ClientState | null;

  constructor() {
    super();
    this.state = null;
  }

  override render() {
    const rules = this.state?.standingRules ?? [];
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h3 id="title">${words.title}</h3>
        <p class="muted">${rules.length === 0 ? words.none : words.lead}</p>
      </div>
      <ul>${rules.map((rule) => this.#rule(rule))}</ul>
      <div class="row">
        <label class="days">
          ${words.days}
          <input
            type="number"
            min="1"
            max="365"
            .value=${String(this.state?.settings.approvalDays ?? '')}
            @change=${this.#setDays}
          />
        </label>
        ${rules.length > 0 ? html`<button type="button" class="danger" @click=${this.#withdrawAll}>${words.withdrawAll}</button>` : ''}
      </div>
    </section>`;
  }

  #rule(rule: StandingRule) {
    const { id, tool, effect } = rule;
    const change = (event: Event) =>
      ask(this, {
        type: 'set-rule',
        id,
        effect: (event.target as HTMLSelectElement).value as StandingRule['effect'],
      });
    return html`<li>
      <div>
        <strong>${tool}</strong>
        <span class="muted">${factsOf(rule)}</span>
      </div>
      <div class="row">
        <select aria-label=${words.effectOf(tool)} @change=${change}>
          ${effects.map((each) => html`<option value=${each} ?selected=${each === effect}>${words.effects[each]}</option>`)}
        </select>
        <button type="button" aria-label=${words.withdrawOf(tool)} @click=${() => ask(this, { type: 'withdraw-rule', id })}>
          ${words.withdraw}
        </button>
      </div>
    </li>`;
  }

  readonly #setDays = (event: Event): void => {
    const approvalDays = (event.target as HTMLInputElement).valueAsNumber;
    ask(this, { type: 'update-settings', patch: { approvalDays } });
  };

  readonly #withdrawAll = (): void => ask(this, { type: 'withdraw-all-rules' });
}

/** For whom, where to, since and until when, and how often it was used, in words. */
function factsOf({ origin, host, effect, sinceMs, untilMs, uses }: StandingRule): string {
  const day = (ms: number) => new Date(ms).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return [
    origin === 'built-in' ? words.builtIn : words.from(origin),
    ...(host === null ? [] : [words.to(host)]),
    words.since(day(sinceMs)),
    ...(effect === 'allow' ? [(untilMs > Date.now() ? words.until : words.over)(day(untilMs))] : []),
    words.uses(uses),
  ].join(' · ');
}

define('kinglet-approvals-section', KingletApprovalsSection);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-approvals-section': KingletApprovalsSection;
  }
}
