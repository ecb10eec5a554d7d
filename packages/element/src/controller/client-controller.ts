import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import { type ErrorShape, KingletError } from '@kinglet/spec';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { KingletSendEvent } from '../events/send-event.ts';
import { type KingletAction, KingletActionEvent } from './action.ts';
import { currentModel } from './current-model.ts';
import { notifyOf, reminderWasMade } from './notifications.ts';
import { runVerb } from './run-verb.ts';
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
  readonly #leads: boolean;
  #client: KingletClient | null = null;
  #state: ClientState | null = null;
  #unsubscribe: (() => void) | null = null;
  #connected = false;
  #opening = false;
  #warming = false;
  /** The user turned to the composer before the worker had started. */
  #wantsWarm = false;
  #returned: WaitingMessage | null = null;

  waiting: WaitingMessage | null = null;
  link: string | null = null;
  status = '';
  #problem: ErrorShape | null = null;
  askToNotify = false;
  feedback: ReadonlyMap<string, 'up' | 'down'> = new Map();

  /** `leads`: opens the conversation used last, and shows notifications. One element of an app does. */
  constructor(host: Host, { leads = false }: { leads?: boolean } = {}) {
    this.#host = host;
    this.#leads = leads;
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
    if (!quiet) this.#problem = null;
    void this.#do(action).catch((thrown: unknown) => {
      if (thrown instanceof KingletError) this.#problem = thrown.toShape();
      this.#host.requestUpdate();
    });
    if (!quiet) this.#host.requestUpdate();
  }

  /** Of the last action that failed; null where the model's card says the same. */
  get problem(): ErrorShape | null {
    const problem = this.#problem;
    const isOnCard = this.#state?.models.some(
      ({ error }) => error !== null && error.message === problem?.message,
    );
    return isOnCard ? null : problem;
  }

  /** The message that could not be sent, once: it goes back to where it was written. */
  takeReturned(): WaitingMessage | null {
    const returned = this.#returned;
    this.#returned = null;
    return returned;
  }

  dismissProblem(): void {
    this.#problem = null;
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
    if (this.#leads) this.#lead(before, after);
    if (this.#wantsWarm && after.phase === 'ready') this.perform({ type: 'warm' });
    this.#sendWaiting(after);
    this.#host.requestUpdate();
  }

  #lead(before: ClientState, after: ClientState): void {
    if (reminderWasMade(before, after)) this.askToNotify = true;
    const known = new Set(before.reminders.map(({ id }) => id));
    for (const reminder of after.reminders) if (!known.has(reminder.id)) notifyOf(reminder);
    this.#resume(after);
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
    if (!this.waiting || this.running) return;
    if (!canAnswer(state)) {
      this.perform({ type: 'warm' });
      return;
    }
    const { text, files } = this.waiting;
    this.waiting = null;
    this.perform({ type: 'send', text, files });
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
        if (!waiting) return;
        this.#tellSent(waiting.text);
        return client.send(waiting.text, { files: waiting.files, askLarger: true });
      }
      case 'edit':
        this.#tellSent(action.text);
        return runVerb(client, action);
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
    if (!canAnswer(client.state)) {
      this.waiting = { text, files };
      return this.#warm(client);
    }
    this.#tellSent(text);
    try {
      await client.send(text, { files });
    } catch (thrown) {
      this.#returned = { text, files };
      throw thrown;
    }
  }

  /** Before the client hears of it, so that the message is told before its answer is. */
  #tellSent(text: string): void {
    this.#host.dispatchEvent(new KingletSendEvent(text));
  }

  /** Loads the model where that costs no download. */
  async #warm(client: KingletClient): Promise<void> {
    const model = currentModel(client.state);
    this.#wantsWarm = client.state.phase === 'starting';
    if (this.#warming || client.state.phase !== 'ready' || model?.phase !== 'stored') return;
    this.#warming = true;
    try {
      await client.loadModel(model.model.id);
    } finally {
      this.#warming = false;
    }
  }

  async #rate(client: KingletClient, rowId: string, feedback: 'up' | 'down' | null): Promise<void> {
    const next = new Map(this.feedback);
    if (feedback) next.set(rowId, feedback);
    else next.delete(rowId);
    this.feedback = next;
    await client.setFeedback(rowId, feedback);
  }
}

/** True where a message can go out: the model is loaded, or there is none that could be. */
function canAnswer(state: ClientState): boolean {
  const model = currentModel(state);
  return state.phase === 'ready' && (model === null || model.phase === 'ready');
}
