import type { KingletClient, SiteTool } from '@kinglet/runtime/client';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { ask } from '../../controller/action.ts';
import { canAskLarger } from '../../controller/can-ask-larger.ts';
import { ClientController } from '../../controller/client-controller.ts';
import { currentModel } from '../../controller/current-model.ts';
import { changeEvents, type Told } from '../../events/change-events.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { bubbleStyles } from '../../styles/bubble.styles.ts';
import { themeStyles } from '../../styles/theme.styles.ts';
import type { KingletApprovalCard } from '../approval-card/approval-card.ts';
import '../approval-card/approval-card.ts';
import '../composer/composer.ts';
import type { KingletComposer } from '../composer/composer.ts';
import '../examples/examples.ts';
import '../link-dialog/link-dialog.ts';
import '../model-card/model-card.ts';
import '../log-notice/log-notice.ts';
import '../notices/notices.ts';
import '../reminders/reminders.ts';
import '../thread/thread.ts';
import { agentStyles } from './agent.styles.ts';
import { keepAtEnd } from './keep-at-end.ts';

const words = strings.agent;

/**
 * The whole agent in one element, to be registered as `kinglet-agent`: a conversation with a small model that runs on the visitor's device. Fills the block
 * size that its container gives; give it one, or it takes what its content needs.
 *
 * @tagname kinglet-agent
 * @attr models - address of the folder that holds `catalogue.json` and the model files; default: `models/` beside the
 *   script. Read once, as `model`, `instructions` and `tools` are, when the page's first agent starts. A key is never taken from an attribute.
 * @attr model - id of the catalogue's model to run, until the visitor chooses one
 * @attr instructions - what the chat should know of the site and how it should speak, up to 2,000 characters
 * @attr tools - names of the tools that may run here, with spaces between; default: all; empty: none
 * @attr greeting - in place of the title before the first message
 * @fires {KingletModelEvent} kinglet-model - the model that answers is another one or in another phase (`modelId`, `phase`)
 * @fires {KingletSendEvent} kinglet-send - the visitor's message goes out (`text`)
 * @fires {KingletToolEvent} kinglet-tool - a tool call has ended (`runId`, `tool`, `argumentsJson`, `failed`, `content`)
 * @fires {KingletAnswerEvent} kinglet-answer - an answer has ended (`runId`, `question`, `text`, `outcome`, `notice`, `place`, `modelId`)
 * @fires {KingletErrorEvent} kinglet-error - something is wrong that belongs to no answer (`code`, `message`, `details`)
 * @slot header - above everything, such as a title
 * @slot welcome - in place of the title and the lead before the first message
 * @slot footer - under the composer
 * @csspart scroll - the part that scrolls
 * @csspart welcome - what stands there before the first message
 * @csspart composer - the composer
 * @cssprop [--kinglet-color-scheme=light dark] - `light`, `dark` or `light dark` (follow the system)
 * @cssprop --kinglet-accent - the colour of actions
 * @cssprop --kinglet-on-accent - text on it
 * @cssprop --kinglet-accent-soft - its tint
 * @cssprop --kinglet-background - of the whole
 * @cssprop --kinglet-surface - of cards
 * @cssprop --kinglet-sunken - of wells
 * @cssprop --kinglet-text - the colour of text
 * @cssprop --kinglet-muted - of text that matters less
 * @cssprop --kinglet-border - lines between and around
 * @cssprop --kinglet-border-strong - around what can be used
 * @cssprop --kinglet-focus - the ring around what has the focus
 * @cssprop --kinglet-font - family of text
 * @cssprop --kinglet-font-mono - family of code
 * @cssprop [--kinglet-font-size=1rem] - of text
 * @cssprop [--kinglet-radius=0.75rem] - of corners
 * @cssprop [--kinglet-width=46rem] - greatest width of the conversation
 */
export class KingletAgent extends LitElement {
  static override properties = {
    client: { attribute: false },
    models: { type: String },
    model: { type: String },
    instructions: { type: String },
    tools: { type: String },
    greeting: { type: String },
  };
  static override styles = [themeStyles, baseStyles, bubbleStyles, agentStyles];
  /** Makes the client of an element that was given none; set by `defineAgent`. @internal */
  static makeClient: ((agent: KingletAgent) => KingletClient) | null = null;
  declare client: KingletClient | null;
  declare models: string | null;
  declare model: string | null;
  declare instructions: string | null;
  declare tools: string | null;
  declare greeting: string | null;
  readonly #controller = new ClientController(this, { leads: true });
  #seenApprovals: ReadonlySet<string> = new Set();
  #told: Told | null = null;

  constructor() {
    super();
    this.client = null;
    this.models = null;
    this.model = null;
    this.instructions = null;
    this.tools = null;
    this.greeting = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.client ??= KingletAgent.makeClient?.(this) ?? null;
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('dragover', this.#onDragOver);
    this.addEventListener('drop', this.#onDrop);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('client')) return;
    this.#controller.client = this.client;
    this.#told = null;
  }

  override render() {
    const { state, problem, askToNotify, status, link, running, waiting } = this.#controller;
    const problemRead = () => this.#controller.dismissProblem();
    const place = this.#isEmpty() ? 'empty' : '';
    return html`<slot name="header"></slot>
      <div class="scroll ${place}" part="scroll" tabindex="0" role="region" aria-label=${words.thread} ${keepAtEnd((state?.runs.length ?? 0) > 0 || waiting !== null)}>
        <div class="column">
          ${(state?.runs.length ?? 0) > 0 ? this.#thread() : nothing}${this.#isEmpty() ? this.#welcome() : nothing}
          ${this.#waiting()}${this.#isEmpty() ? nothing : this.#modelCard()}
          ${state?.approvals.map((request) => html`<kinglet-approval-card .request=${request}></kinglet-approval-card>`)}
          ${state?.phase === 'ready' && !state.settings.noticeRead ? html`<kinglet-log-notice></kinglet-log-notice>` : nothing}
        </div>
      </div>
      <div class="foot ${place}">
        <div class="column">
          <div class="alerts">
          <kinglet-notices
            .state=${state}
            .problem=${problem}
            ?askToNotify=${askToNotify}
            @kinglet-problem-read=${problemRead}
          ></kinglet-notices>
          <kinglet-reminders .reminders=${state?.reminders ?? []}></kinglet-reminders>
          </div>
          ${state?.settings.neverLeave ? html`<p class="shut muted">${icon('device')}<span>${words.neverLeave}</span></p>` : nothing}
          <kinglet-composer part="composer" ?running=${running}></kinglet-composer>
          <slot name="footer"></slot>
        </div>
      </div>
      <div class="visually-hidden" role="status">${status}</div>
      <kinglet-link-dialog .href=${link}></kinglet-link-dialog>`;
  }

  override updated(): void {
    const returned = this.#controller.takeReturned();
    if (returned && !this.#composer?.text) this.#composer?.restore(returned.text, returned.files);
    this.#showApproval();
    this.#tellPage();
  }

  /**
   * Offers a tool of the page's own, in the shape of WebMCP's `registerTool`, from the next message on and until `signal` is
   * aborted. The tools of a page are shared by all its agents. Throws KingletError `invalid-input` for a name that is taken.
   */
  registerTool(tool: SiteTool, options?: { signal?: AbortSignal | undefined }): void {
    this.client ??= KingletAgent.makeClient?.(this) ?? null;
    this.client?.registerTool(tool, options);
  }

  /** Puts the focus where the user writes. */
  override focus(): void {
    this.#composer?.focus();
  }

  get #composer(): KingletComposer | null {
    return this.renderRoot?.querySelector('kinglet-composer') ?? null;
  }

  #thread() {
    return html`<h2 class="visually-hidden">${words.thread}</h2>
      <kinglet-thread .state=${this.#controller.state} .feedback=${this.#controller.feedback}></kinglet-thread>`;
  }

  #welcome() {
    return html`<div class="welcome" part="welcome">
      <slot name="welcome">
        <h2>${this.greeting ?? words.title}</h2>
        <p class="lead">${words.lead}</p>
      </slot>
      ${this.#modelCard()}
      <kinglet-examples></kinglet-examples>
    </div>`;
  }

  /** Nothing was said yet. */
  #isEmpty(): boolean {
    const { state, waiting } = this.#controller;
    return waiting === null && (state?.runs.length ?? 0) === 0;
  }

  #waiting() {
    const waiting = this.#controller.waiting;
    if (!waiting) return nothing;
    const takeBack = () => {
      this.#controller.perform({ type: 'take-back' });
      this.#composer?.restore(waiting.text, waiting.files);
    };
    return html`<div class="waiting">
      <p class="bubble" dir="auto">${waiting.text}</p>
      <p class="muted">
        ${words.waiting}
        <button type="button" class="quiet" @click=${takeBack}>${words.waitingCancel}</button>
      </p>
    </div>`;
  }

  /** Before the first message always there; later only while the model asks for the user or a message waits for it. */
  #modelCard() {
    const { state, waiting } = this.#controller;
    const status = state && currentModel(state);
    const looking = !status && state?.phase === 'starting';
    const quiet = looking || (status && ['stored', 'loading', 'ready'].includes(status.phase));
    if ((!status && !looking) || (quiet && !waiting && !this.#isEmpty())) return nothing;
    return html`<kinglet-model-card
      .status=${status}
      ?looking=${looking}
      ?canAskLarger=${waiting !== null && canAskLarger(state)}
    ></kinglet-model-card>`;
  }

  /** By events, once what they tell of is drawn. */
  #tellPage(): void {
    const { state, problem } = this.#controller;
    if (!state) return;
    const before = this.#told;
    this.#told = { state, problem };
    for (const event of changeEvents(before, this.#told)) this.dispatchEvent(event);
  }

  /** A new approval takes the focus, unless the user is in the middle of writing. */
  #showApproval(): void {
    const cards = [...this.renderRoot.querySelectorAll<KingletApprovalCard>('kinglet-approval-card')];
    const seen = this.#seenApprovals;
    this.#seenApprovals = new Set(cards.map(({ request }) => request?.id ?? ''));
    const fresh = cards.find(({ request }) => request && !seen.has(request.id));
    if (fresh && !this.#composer?.text) void fresh.updateComplete.then(() => fresh.focus());
    if (seen.size > 0 && cards.length === 0 && !document.activeElement?.matches('input, textarea'))
      this.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#controller.running && this.#controller.link === null) {
      ask(this, { type: 'stop' });
    }
  };

  readonly #onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #onDrop = (event: DragEvent): void => {
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    this.#composer?.addFiles(files);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-agent': KingletAgent;
    'kinglet-composer': KingletComposer;
  }
}
