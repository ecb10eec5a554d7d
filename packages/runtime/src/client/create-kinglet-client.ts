import type { KingletError } from '@kinglet/spec';
import { type Remote, transfer } from 'comlink';
import {
  type AttachmentInput,
  type ClientEvent,
  type FileImport,
  installErrorTransfer,
  type SiteWishes,
  type TabApi,
} from '../shared/index.ts';
import { askToPersist } from './ask-to-persist.ts';
import { attachmentInput, attachmentsOf } from './attachment-input.ts';
import { bootOptions } from './boot-options.ts';
import type { ClientOptions } from './client-options.ts';
import type { ClientState } from './client-state.ts';
import { Connection } from './connection/connection.ts';
import type { Link } from './connection/link.ts';
import { frameNotifier } from './frame-notifier.ts';
import type { KingletClient } from './kinglet-client.ts';
import { type LoadMarker, loadMarker } from './load-marker.ts';
import { pageStorage, tabStorage } from './marker-storage.ts';
import { measureDevice } from './measure-device.ts';
import { type OpenMarker, openMarker } from './open-marker.ts';
import { openId, runOf } from './open-runs.ts';
import {
  closedState,
  interruptedState,
  isAtWork,
  reduceState,
  startingState,
  stoppedState,
  withNotice,
} from './reduce-state.ts';
import { type SiteTool, SiteTools } from './site-tools.ts';
import { watchPolicy } from './watch-policy.ts';
import { WorkerVerbs } from './worker-verbs.ts';

/** Starts or joins a worker and returns the page's handle on it at once; `state.phase` says when it is ready. */
export function createKingletClient(options: ClientOptions): KingletClient {
  installErrorTransfer();
  return new WorkerClient(options);
}

class WorkerClient extends WorkerVerbs implements KingletClient {
  /** Its first words come while it is being made. */
  readonly #connection: Connection;
  readonly #site: SiteWishes;
  readonly #tools = new SiteTools();
  readonly #marker: LoadMarker;
  readonly #open: OpenMarker;
  readonly #listeners = new Set<(state: ClientState) => void>();
  readonly #page = new AbortController();
  readonly #changed = frameNotifier(() => {
    for (const listener of this.#listeners) listener(this.#state);
  });
  /** What was open before the page was reloaded, until it is open again. */
  #reopenId: string | null;
  /** What was asked to be open; a message goes there and not to what was open before. */
  #opening: Promise<void> = Promise.resolve();
  #state: ClientState = { ...startingState, online: navigator.onLine };

  constructor({ storage = pageStorage(), tabStorage: tab = tabStorage(), ...options }: ClientOptions) {
    super();
    const { createWorker, sharing = null, hangMs = 30_000, frameUrl, site = {} } = options;
    this.#marker = loadMarker(storage);
    this.#open = openMarker(tab);
    this.#reopenId = this.#open.conversationId();
    this.#site = site;
    this.#watchPage(frameUrl);
    this.#connection = new Connection(
      {
        createWorker,
        bootOptions: () => bootOptions(options, this.#marker.crashedModelId()),
        sharing,
        hangMs,
      },
      {
        events: (events, { isOwn }) => this.#onEvents(events, isOwn),
        started: (link) => this.#reopen(link),
        handover: () => this.#set(stoppedState(this.#state, 'starting', null)),
        down: (phase, error) => this.#set(stoppedState(this.#state, phase, error.toShape())),
        notice: (error) => this.#set(withNotice(this.#state, error.toShape())),
      },
    );
  }

  get state(): ClientState {
    return this.#state;
  }

  subscribe(listener: (state: ClientState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  loadModel(modelId: string): Promise<void> {
    askToPersist();
    return this.call((api) => api.loadModel(modelId));
  }

  importFile(file: File, { replace = false }: { replace?: boolean } = {}): Promise<FileImport> {
    askToPersist();
    return this.call<FileImport>((api) => api.importFile(file, replace));
  }

  newConversation(): Promise<void> {
    this.#opening = this.call((api) => api.createConversation()).then(({ id }) =>
      this.call((api) => api.openConversation(id)),
    );
    return this.#opening;
  }

  openConversation(id: string): Promise<void> {
    this.#opening = this.call((api) => api.openConversation(id));
    return this.#opening;
  }

  async deleteConversation(id: string): Promise<void> {
    await this.call((api) => api.deleteConversation(id));
    if (this.#state.conversation?.head.id === id) this.#set(closedState(this.#state));
  }

  async selectBranch(runId: string): Promise<void> {
    const conversationId = openId(this.#state);
    await this.call((api) => api.selectBranch(conversationId, runId));
  }

  async send(
    text: string,
    { files = [], askLarger = false }: { files?: readonly File[]; askLarger?: boolean } = {},
  ): Promise<void> {
    const attachments = await Promise.all(files.map(attachmentInput));
    await this.#opening.catch(() => {});
    if (!this.#state.conversation) await this.newConversation();
    await this.#send(this.#state.runs.at(-1)?.record.id ?? null, text, attachments, askLarger);
  }

  async regenerate(runId: string, { askLarger = false }: { askLarger?: boolean } = {}): Promise<void> {
    const { record } = runOf(this.#state, runId);
    await this.#send(record.parentId, record.userText, attachmentsOf(record), askLarger);
  }

  async edit(runId: string, text: string): Promise<void> {
    const { record } = runOf(this.#state, runId);
    await this.#send(record.parentId, text, attachmentsOf(record), false);
  }

  async stop(): Promise<void> {
    const run = this.#state.runs.find(({ status }) => status === 'running');
    if (run) await this.call((api) => api.cancel(run.record.id));
  }

  registerTool(tool: SiteTool, options?: { signal?: AbortSignal | undefined }): void {
    this.#tools.register(tool, options);
  }

  measureDevice() {
    return measureDevice((verb) => this.call(verb));
  }

  async dismissReminder(id: string): Promise<void> {
    this.#set({ ...this.#state, reminders: this.#state.reminders.filter((reminder) => reminder.id !== id) });
    await this.call((api) => api.dismissReminder(id));
  }

  dismissNotice(index: number): void {
    this.#set({ ...this.#state, notices: this.#state.notices.filter((_, at) => at !== index) });
  }

  restart(): Promise<void> {
    return this.#connection.restart();
  }

  close(): void {
    this.#page.abort();
    this.#marker.clear();
    this.#connection.close();
    this.#listeners.clear();
  }

  protected call<T>(verb: (api: Remote<TabApi>) => Promise<T>): Promise<T> {
    return this.#connection.call(verb);
  }

  async #send(
    parentId: string | null,
    text: string,
    attachments: readonly AttachmentInput[],
    askLarger: boolean,
  ): Promise<void> {
    const conversationId = openId(this.#state);
    const buffers = attachments.map(({ bytes }) => bytes.buffer as ArrayBuffer);
    const site = { ...this.#site, own: this.#tools.infos };
    const input = { conversationId, parentId, text, attachments, askLarger, site };
    await this.call((api) => api.send(transfer(input, buffers)));
  }

  #onEvents(events: readonly ClientEvent[], isOwn: boolean): void {
    for (const event of events) {
      if (isOwn) this.#marker.watch(event);
      this.#tools.hear(event, (id, end) => this.call((api) => api.siteToolEnd(id, end)));
    }
    this.#set(events.reduce(reduceState, this.#state));
  }

  /** A worker that just started knows neither what is open here nor whether somebody looks. */
  async #reopen(link: Link): Promise<void> {
    if (document.hidden) void link.call((api) => api.setVisible(false)).catch(() => {});
    const { conversation, conversations } = this.#state;
    const id = conversation?.head.id ?? this.#reopenId;
    this.#reopenId = null;
    if (id === null) return;
    if (!conversations.some((head) => head.id === id)) return this.#set(closedState(this.#state));
    // Its next verb says what is wrong.
    await link.call((api) => api.openConversation(id)).catch(() => this.#set(interruptedState(this.#state)));
  }

  #set(state: ClientState): void {
    this.#state = state;
    this.#connection?.owes(isAtWork(state));
    if (state.phase === 'ready' && this.#reopenId === null) this.#open.watch(state);
    this.#changed();
  }

  #watchPage(frameUrl?: string): void {
    const { signal } = this.#page;
    const found = (error: KingletError) => this.#set(withNotice(this.#state, error.toShape()));
    if (frameUrl) watchPolicy(frameUrl, { found, signal });
    const flush = () => void this.call((api) => api.flush()).catch(() => {});
    const online = () => this.#set({ ...this.#state, online: navigator.onLine });
    const looked = () => {
      void this.#connection.setVisible(!document.hidden);
      if (document.hidden) flush();
    };
    document.addEventListener('visibilitychange', looked, { signal });
    addEventListener('pagehide', flush, { signal });
    addEventListener('pagehide', () => this.#marker.clear(), { signal });
    addEventListener('online', online, { signal });
    addEventListener('offline', online, { signal });
  }
}
