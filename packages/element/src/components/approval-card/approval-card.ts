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
import { approvalCardStyles } from './approval-card.styles.ts';
import { isDeliberate } from './is-deliberate.ts';

const words = strings.approval;

/**
 * Asks the user before a call or before anything leaves the device, and shows all of it. Only a real click or key
 * press counts (`event.isTrusted`), and only 500 ms after this request appeared.
 *
 * @csspart card - the whole card
 */
export class KingletApprovalCard extends LitElement {
  static override properties = { request: { attribute: false } };
  static override styles = [baseStyles, callStyles, approvalCardStyles];
  declare request: ApprovalRequest | null;
  /** Monotonic milliseconds; on the same clock as `event.timeStamp`. */
  now: () => number = () => performance.now();
  #shownId: string | null = null;
  #shownMs = 0;

  constructor() {
    super();
    this.request = null;
  }

  override render() {
    const request = this.request;
    if (!request) return nothing;
    return html`<section part="card" class="card" aria-labelledby="title" tabindex="-1">
      <h3 id="title">${icon('warning')}<span>${titleOf(request)}</span></h3>
      <p>${visibleText(request.reason)}</p>
      ${request.kind === 'tool' ? toolBody(request) : egressBody(request)}
      <div class="row buttons">
        ${this.#button('once', 'primary')}${this.#button('conversation', '')}${this.#button('no', '')}
      </div>
    </section>`;
  }

  override updated(): void {
    if (this.request && this.request.id !== this.#shownId) {
      this.#shownId = this.request.id;
      this.#shownMs = this.now();
    }
  }

  /** Puts the focus on the question, from where Tab leads to the buttons, and shows the whole of it if it fits. */
  override focus(): void {
    const card = this.renderRoot.querySelector<HTMLElement>('.card');
    card?.focus({ preventScroll: true });
    // A frame later, because what stands above it may still grow.
    requestAnimationFrame(() => card?.scrollIntoView({ block: 'nearest' }));
  }

  #button(decision: ApprovalDecision, look: string) {
    return html`<button
      type="button"
      class=${look}
      data-decision=${decision}
      @click=${(event: MouseEvent) => this.#decide(event, decision)}
    >
      ${words[decision]}
    </button>`;
  }

  #decide(event: MouseEvent, decision: ApprovalDecision): void {
    const request = this.request;
    if (!request || !isDeliberate(event, this.#shownMs)) return;
    ask(this, { type: 'decide', approvalId: request.id, decision });
  }
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
  </div>`;
}

function egressBody(request: Extract<ApprovalRequest, { kind: 'egress' }>) {
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
    <h4>${words.preview}</h4>
    <pre tabindex="0" dir="auto">${visibleText(request.preview)}</pre>`;
}

define('kinglet-approval-card', KingletApprovalCard);
