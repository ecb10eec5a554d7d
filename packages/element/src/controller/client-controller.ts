import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import { type ErrorShape, KingletError } from '@kinglet/spec';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type KingletAction, KingletActionEvent } from './action.ts';
import { currentModel } from './current-model.ts';
import { notifyOf, reminderWasMade } from './notifications.ts';
import { statusText } from './status-text.ts';

/** A message that was sent before the model could answer. */
export interface WaitingMessage {
  readonly text: string;
  readonly files: readonly File[];
}

type Host = ReactiveControllerHost & EventTarget;

/**
 * Holds what an element draws: the client's state, and the little that is the page's own (a waiting message, the link
 * to confirm, the status line). Listens for actions from below and turns them into the client's verbs.
 */
export class ClientController implements ReactiveController {
  readonly #host: Host;
  #client: KingletClient | null = null;
  #state: ClientState | null = null;
  #unsubscribe: (() => void) | null = null;
  #connected = false;
  #opening = false;

  waiting: WaitingMessage | null = null;
  link: string | null = null;
  status = '';
  problem: ErrorShape | null = null;
  askToNotify = false;
  feedback: ReadonlyMap<string, 'up' | 'down'> = new Map();

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  get state(): ClientState | null {
    return this.#state;
  }

  get client(): KingletClient | null {
    return this.#client;
  }

  /** Follows another client. The old one lives on: whoever made it closes it. */
  set client(client: KingletClient | null) {
    if (client === this.#client) return;
    this.#unfollow();
    this.#client = client;
    this.#state = client?.state ?? null;
    if (this.#connected) this.#follow();
  }

  get running(): boolean {
    return this.#state?.runs.at(-1)?.status === 'running';
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.addEventListener(KingletActionEvent.eventName, this.#onAction);
    this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#host.removeEventListener(KingletActionEvent.eventName, this.#onAction);
    this.#unfollow();
  }

  /** Does what an action says. A verb that fails becomes the `problem`, never a throw. */
  perform(action: KingletAction): void {
    const quiet = action.type === 'warm';
    if (!quiet) this.problem = null;
    void this.#do(action).catch((thrown: unknown) => {
      if (thrown instanceof KingletError && !this.#isShownByModel(thrown)) this.problem = thrown.toShape();
      this.#host.requestUpdate();
    });
    if (!quiet) this.#host.requestUpdate();
  }

  dismissProblem(): void {
    this.problem = null;
    this.#host.requestUpdate();
  }

  readonly #onAction = (event: Event): void => {
    if (!(event instanceof KingletActionEvent)) return;
    event.stopPropagation();
    this.perform(event.action);
  };

  #follow(): void {
    if (!this.#client || this.#unsubscribe) return;
    this.#unsubscribe = this.#client.subscribe((state) => this.#changed(state));
    this.#changed(this.#client.state);
  }

  #unfollow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  #changed(after: ClientState): void {
    const before = this.#state ?? after;
    this.#state = after;
    this.status = statusText(before, after) ?? this.status;
    if (reminderWasMade(before, after)) this.askToNotify = true;
    const known = new Set(before.reminders.map(({ id }) => id));
    for (const reminder of after.reminders) if (!known.has(reminder.id)) notifyOf(reminder);
    this.#resume(after);
    this.#sendWaiting(after);
    this.#host.requestUpdate();
  }

  /** At the start, opens the conversation that was used last. */
  #resume({ phase, conversation, conversations }: ClientState): void {
    const latest = conversations.reduce<(typeof conversations)[number] | null>(
      (best, head) => (best && best.updatedMs >= head.updatedMs ? best : head),
      null,
    );
    if (this.#opening || phase !== 'ready') return;
    this.#opening = true;
    if (!conversation && latest) this.perform({ type: 'open-conversation', id: latest.id });
  }

  #sendWaiting(state: ClientState): void {
    if (!this.waiting || currentModel(state)?.phase !== 'ready' || this.running) return;
    const { text, files } = this.waiting;
    this.waiting = null;
    this.perform({ type: 'send', text, files });
  }

  #isShownByModel(error: KingletError): boolean {
    return this.#state?.models.some((status) => status.error?.message === error.message) ?? false;
  }

  async #do(action: KingletAction): Promise<void> {
    const client = this.#client;
    if (!client) return;
    switch (action.type) {
      case 'send':
        return this.#send(client, action.text, action.files);
      case 'send-larger': {
        const waiting = this.waiting;
        this.waiting = null;
        return waiting ? client.send(waiting.text, { files: waiting.files, askLarger: true }) : undefined;
      }
      case 'take-back':
        this.waiting = null;
        return;
      case 'warm':
        return this.#warm(client);
      case 'open-link':
        this.link = action.href;
        return;
      case 'close-link':
        this.link = null;
        return;
      case 'feedback':
        return this.#rate(client, action.rowId, action.feedback);
      case 'allow-notifications':
        this.askToNotify = false;
        if (action.allowed) await Notification.requestPermission();
        return;
      default:
        return runVerb(client, action);
    }
  }

  /** With a model sends at once; without one keeps the message until the model is there. */
  async #send(client: KingletClient, text: string, files: readonly File[]): Promise<void> {
    const model = currentModel(client.state);
    if (!model || model.phase === 'ready') return client.send(text, { files });
    this.waiting = { text, files };
    return this.#warm(client);
  }

  /** Loads the model where that costs no download. */
  async #warm(client: KingletClient): Promise<void> {
    const model = currentModel(client.state);
    if (model?.phase === 'stored') await client.loadModel(model.model.id);
  }

  async #rate(client: KingletClient, rowId: string, feedback: 'up' | 'down' | null): Promise<void> {
    const next = new Map(this.feedback);
    if (feedback) next.set(rowId, feedback);
    else next.delete(rowId);
    this.feedback = next;
    await client.setFeedback(rowId, feedback);
  }
}

type PlainAction = Exclude<
  KingletAction,
  {
    type:
      | 'send'
      | 'send-larger'
      | 'take-back'
      | 'warm'
      | 'open-link'
      | 'close-link'
      | 'feedback'
      | 'allow-notifications';
  }
>;

/** The actions that are one verb of the client's. */
async function runVerb(client: KingletClient, action: PlainAction): Promise<void> {
  switch (action.type) {
    case 'stop':
      return client.stop();
    case 'start-model':
      return client.loadModel(action.modelId);
    case 'pause-download':
      return client.pauseDownload(action.modelId);
    case 'cancel-download':
      return client.cancelDownload(action.modelId);
    case 'delete-model':
      return client.deleteModel(action.modelId);
    case 'choose-model':
      await client.updateSettings({ modelId: action.modelId });
      return client.loadModel(action.modelId);
    case 'decide':
      return client.decide(action.approvalId, action.decision);
    case 'regenerate':
      return client.regenerate(action.runId, { askLarger: action.askLarger });
    case 'edit':
      return client.edit(action.runId, action.text);
    case 'select-branch':
      return client.selectBranch(action.runId);
    case 'new-conversation':
      return client.newConversation();
    case 'open-conversation':
      return client.openConversation(action.id);
    case 'delete-conversation':
      return client.deleteConversation(action.id);
    case 'update-settings':
      return client.updateSettings(action.patch);
    case 'dismiss-reminder':
      return client.dismissReminder(action.id);
    case 'dismiss-notice':
      return client.dismissNotice(action.index);
    case 'restart':
      return client.restart();
  }
}
