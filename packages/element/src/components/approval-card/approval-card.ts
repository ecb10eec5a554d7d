import type { ApprovalDecision, ApprovalRequest } from '@kinglet/spec';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatNumber, formatUsd } from '../../format.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { callStyles } from '../../styles/call.styles.ts';
import { visibleText } from '../../visible-text.ts';
import { argumentsTable } from '../tool-card/arguments-table.ts';
import { AnswerGuard, type GuardedCard } from './answer-guard.ts';
import { approvalCardStyles } from './approval-card.styles.ts';
import { changesList } from './changes-list.ts';

const words = strings.approval;

/**
 * Asks the user before a call or before anything leaves the device, and shows all of it. Only a real click or key press
 * counts (`event.isTrusted`), which began 500 ms after this request appeared or last moved; before something is destroyed a
 * word is to be typed. The answer names the hash of what was shown.
 *
 * @csspart card - the whole card
 */
export class KingletApprovalCard extends LitElement implements GuardedCard {
  static override properties = {
    request: { attribute: false },
    plain: { state: true },
    typed: { state: true },
    wasRefused: { state: true },
  };
  static override styles = [baseStyles, callStyles, approvalCardStyles];
  declare request: ApprovalRequest | null;
  /** The user wants personal data to go as it is. */
  declare plain: boolean;
  declare typed: string;
  declare wasRefused: boolean;
  /** Monotonic milliseconds; on the same clock as `event.timeStamp`. */
  now: () => number = () => performance.now();
  readonly #guard = new AnswerGuard(this);

  constructor() {
    super();
    this.request = null;
    this.plain = false;
    this.typed = '';
    this.wasRefused = false;
  }

  get answers(): HTMLElement | null {
    return this.renderRoot?.querySelector('.buttons') ?? null;
  }

  get asks(): string {
    return this.request ? `${this.request.id} ${this.request.hash}` : '';
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const before = changed.get('request') as ApprovalRequest | null | undefined;
    if (!changed.has('request') || before?.id === this.request?.id) return;
    this.plain = false;
    this.typed = '';
    this.wasRefused = false;
  }

  override render() {
    const request = this.request;
    if (!request) return nothing;
    return html`<section part="card" class="card" aria-labelledby="title" tabindex="-1">
      <h3 id="title">${icon('warning')}<span>${titleOf(request)}</span></h3>
      <p>${visibleText(request.reason)}</p>
      ${request.kind === 'tool' ? toolBody(request) : this.#egressBody(request)}
      ${isDestructive(request) ? this.#wordField() : nothing}
      <div class="row buttons">${decisionsOf(request).map((decision) => this.#button(decision))}</div>
      <p class="muted" role="status">${this.wasRefused ? words.tooSoon : nothing}</p>
    </section>`;
  }

  /** Puts the focus on the question, from where Tab leads to the buttons, and shows the whole of it if it fits. */
  override focus(): void {
    const card = this.renderRoot.querySelector<HTMLElement>('.card');
    card?.focus({ preventScroll: true });
    // A frame later, because what stands above it may still grow.
    requestAnimationFrame(() => card?.scrollIntoView({ block: 'nearest' }));
  }

  #egressBody(request: Extract<ApprovalRequest, { kind: 'egress' }>) {
    const { triggers } = strings.escalation;
    return html`<p class="muted">${words.egressLead}</p>
    <dl>
      <dt>${words.to}</dt>
      <dd>${request.host}</dd>
      <dt>${words.model}</dt>
      <dd>${request.model}</dd>
      <dt>${words.why}</dt>
      <dd>${triggers[request.trigger] ?? request.trigger}</dd>
      <dt>${words.tokens}</dt>
      <dd>${words.tokensValue(formatNumber(request.promptTokens))}</dd>
      <dt>${words.cost}</dt>
      <dd>${request.costUsd === null ? words.costUnknown : words.costValue(formatUsd(request.costUsd))}</dd>
    </dl>
    ${request.plainPreview === undefined ? nothing : this.#plainChoice()}
    <h4>${words.preview}</h4>
    <pre tabindex="0" dir="auto">${visibleText(this.plain ? (request.plainPreview ?? request.preview) : request.preview)}</pre>`;
  }

  #plainChoice() {
    // A click by script makes a trusted `change`, so that the click itself is looked at, on its way up.
    const choose = (event: MouseEvent) => {
      if (!event.isTrusted) event.preventDefault();
      else if (event.target instanceof HTMLInputElement) this.plain = event.target.checked;
    };
    return html`<label class="plain" @click=${choose}>
      <input type="checkbox" .checked=${this.plain} />
      <span>${words.plain} <span class="muted">${words.plainHint}</span></span>
    </label>`;
  }

  #wordField() {
    const onInput = (event: InputEvent) => {
      this.typed = (event.target as HTMLInputElement).value;
    };
    return html`<div class="word">
      <label for="word">${words.typeWord(words.word)}</label>
      <input
        id="word"
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        .value=${this.typed}
        @input=${onInput}
      />
    </div>`;
  }

  #button(decision: Answer) {
    const wantsWord = decision !== 'no' && this.request !== null && isDestructive(this.request);
    return html`<button
      type="button"
      class=${decision === 'once' ? 'primary' : ''}
      data-decision=${decision}
      ?disabled=${wantsWord && this.typed.trim().toLowerCase() !== words.word}
      @pointerdown=${this.#guard.pressed}
      @keydown=${this.#guard.pressed}
      @click=${(event: MouseEvent) => this.#decide(event, decision)}
    >
      ${words[decision]}
    </button>`;
  }

  /** An answer is for what the card shows. */
  #asShown(decision: Answer): ApprovalDecision {
    if (!this.plain || this.request?.kind !== 'egress') return decision;
    if (decision === 'once') return 'once-plain';
    return decision === 'conversation' ? 'conversation-plain' : decision;
  }

  #decide(event: MouseEvent, decision: Answer): void {
    const request = this.request;
    if (!request) return;
    const counts = this.#guard.accepts(event);
    this.wasRefused = event.isTrusted && !counts;
    if (!counts) return;
    ask(this, {
      type: 'decide',
      approvalId: request.id,
      decision: this.#asShown(decision),
      hash: request.hash ?? '',
    });
  }
}

/** What a button says; whether with placeholders is the card's to add. */
type Answer = Exclude<ApprovalDecision, 'once-plain' | 'conversation-plain'>;

/** Those that the question offers. */
function decisionsOf(request: ApprovalRequest): readonly Answer[] {
  if (request.kind === 'egress') return ['once', 'conversation', 'no'];
  return request.lasting ? ['once', 'conversation', 'always', 'no'] : ['once', 'no'];
}

function isDestructive(request: ApprovalRequest): boolean {
  return request.kind === 'tool' && request.destructive === true;
}

function titleOf(request: ApprovalRequest): string {
  return request.kind === 'tool' ? words.tool(request.tool) : words.egress(request.host);
}

function toolBody(request: Extract<ApprovalRequest, { kind: 'tool' }>) {
  return html`<div class="call">
      ${argumentsTable(request.arguments)}
      <dl class="muted">
        <dt>${strings.tool.origin}</dt>
        <dd>${request.origin === 'built-in' ? strings.tool.builtIn : request.origin}</dd>
        <dt>${strings.tool.risk}</dt>
        <dd>${strings.tool.risks[request.risk]}</dd>
      </dl>
    </div>
    ${changesList(request.changes ?? [])}`;
}

define('kinglet-approval-card', KingletApprovalCard);
