import type { ApprovalDecision, LogQuery, LogRow, StandingRule } from '@kinglet/spec';
import type { ClientEvent } from './client-event.ts';
import type { ConversationHead } from './conversation.ts';
import type { DatasetExport } from './dataset-export.ts';
import type { DeviceReport } from './device-report.ts';
import type { FileImport } from './file-import.ts';
import type { PageModel } from './page-model.ts';
import type { RemoteSettings, Settings } from './settings.ts';
import type { SiteToolEnd } from './site-tool.ts';
import type { SiteWishes } from './site-wishes.ts';
import type { UserFile } from './user-file.ts';

/** What the worker needs to know of its page. */
export interface BootOptions {
  /** Absolute address of `models/catalogue.json`. */
  readonly catalogueUrl: string;
  /** IANA zone and BCP 47 tag of the page. */
  readonly timeZone: string;
  readonly locale: string;
  /** Name of a Web Lock that the worker holds while it lives, so that the page learns of its death. */
  readonly lifeLock: string;
  /** The model that was loading when the last tab ended without a word: it is not loaded unasked again. */
  readonly crashedModelId?: string;
  /** The model that the page's author chose, for visitors who chose none. */
  readonly siteModelId?: string;
  /** In a foreign page: what to embed in place of the element where the page's policy blocks it. */
  readonly frameUrl?: string;
}

/** A file as the page hands it over; the worker decodes and checks it. */
export interface AttachmentInput {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface SendInput {
  readonly conversationId: string;
  /** The run that this one follows; null for the first. A sibling (edit, regenerate) has the same parent. */
  readonly parentId: string | null;
  readonly text: string;
  readonly attachments: readonly AttachmentInput[];
  /** The user pressed "ask the larger model". */
  readonly askLarger: boolean;
  readonly site?: SiteWishes;
}

/** Result of the endpoint's test button. */
export interface RemoteTest {
  readonly ok: boolean;
  /** For people: the model answered in 420 ms, or what is wrong and what to do. */
  readonly message: string;
}

/**
 * A tab's whole view of the worker, over comlink. Ids, events and settings go across; models, tools and keys stay in the
 * worker. Errors arrive as KingletError.
 */
export interface TabApi {
  /** Downloads if needed, verifies, loads, and prefills the fixed prefix. Progress comes as `model` events. */
  loadModel(modelId: string): Promise<void>;
  pauseDownload(modelId: string): Promise<void>;
  /** Stops and deletes what came so far. */
  cancelDownload(modelId: string): Promise<void>;
  /** Unloads and deletes the stored files; one of the user's own leaves the list too. */
  deleteModel(modelId: string): Promise<void>;
  /**
   * Takes in a GGUF file of the user's: a model, or a specialist, whose model is loaded again where it is loaded. Where
   * there is a specialist with its id, changes nothing unless `replace` says so. Progress comes as `import` events.
   */
  importFile(file: UserFile, replace: boolean): Promise<FileImport>;
  /** Stops the import that runs; nothing of its file stays. */
  cancelImport(): Promise<void>;
  /** Deletes a specialist that was imported. */
  removeAdapter(id: string): Promise<void>;

  /** It is listed and stored with its first run. */
  createConversation(): Promise<ConversationHead>;
  /** The conversation comes as a `conversation-open` event, in order with the events that continue it. */
  openConversation(id: string): Promise<void>;
  /** Shows the branch that ends below this run, as `openConversation` does. */
  selectBranch(conversationId: string, runId: string): Promise<void>;
  deleteConversation(id: string): Promise<void>;

  /** Starts a run and returns its id at once; the rest comes as events. */
  send(input: SendInput): Promise<string>;
  cancel(runId: string): Promise<void>;
  /** `hash`: of the request that the user saw. Rejects with `invalid-input` where the answer does not count, and why. */
  decide(approvalId: string, decision: ApprovalDecision, hash: string): Promise<void>;
  setStandingRule(id: string, effect: StandingRule['effect']): Promise<void>;
  withdrawRule(id: string): Promise<void>;
  withdrawAllRules(): Promise<void>;
  /** The end of a call that a `site-tool-call` event asked for. */
  siteToolEnd(id: string, end: SiteToolEnd): Promise<void>;

  /** What holds afterwards comes as a `settings` event. The endpoint has a verb of its own. */
  updateSettings(patch: Partial<Settings>): Promise<void>;
  /** Sets the endpoint and, where given, the key. A change of origin clears the key. */
  setRemote(remote: RemoteSettings | null, key: string | null): Promise<void>;
  testRemote(): Promise<RemoteTest>;

  /**
   * Measures the chosen model on this device, on each backend that its engine has here; its progress comes as `measuring` events.
   * Gives the report without what only the page can time; null where it was stopped. One at a time, whichever tab asks.
   */
  measureDevice(): Promise<Omit<DeviceReport, 'roundTripMs'> | null>;
  /** Stops the measurement that runs. */
  stopMeasuring(): Promise<void>;

  queryLog(query: LogQuery): Promise<readonly LogRow[]>;
  setFeedback(rowId: string, feedback: 'up' | 'down' | null): Promise<void>;
  /** JSON Lines, one row a line, oldest first. */
  exportLog(): Promise<string>;
  /** The rows that fit the query, whatever their number, as a dataset to train a specialist on. */
  exportDataset(query: Omit<LogQuery, 'limit' | 'beforeMs'>): Promise<DatasetExport>;
  deleteLogRow(rowId: string): Promise<void>;
  clearLog(): Promise<void>;
  /** The page is about to be hidden: write what is pending. */
  flush(): Promise<void>;
  /** Whether somebody looks at the tab: what runs for it then comes first. A tab begins as visible. */
  setVisible(visible: boolean): Promise<void>;
  /** Resolves at once, from the first moment on: a word of life. */
  ping(): Promise<void>;

  /** It disappears from every tab. */
  dismissReminder(id: string): Promise<void>;
}

/** What the page that started the worker may do beside: it leads the other tabs. */
export interface WorkerApi extends TabApi {
  /** Once, first. `sink` and `page` are comlink proxies; `sink` gets events in batches, in order, `started` among the first. */
  boot(options: BootOptions, sink: (events: readonly ClientEvent[]) => void, page: PageModel): Promise<void>;
  /** Serves another tab over a channel of its own until the tab is gone. Called again for a tab, serves it there instead. */
  attach(tab: TabAddress): Promise<void>;
}

/** Where another tab of this origin is reached. */
export interface TabAddress {
  /** Name of a Web Lock that the tab holds while it lives. */
  readonly lifeLock: string;
  /** Name of a BroadcastChannel: `TabApi` is called there by the tab, `TabSink` by the worker. */
  readonly channel: string;
}

/** What a tab takes from a worker that another tab started. */
export interface TabSink {
  /** First: the Web Lock that the worker holds while it lives. */
  welcome(lifeLock: string): void;
  events(events: readonly ClientEvent[]): void;
}
