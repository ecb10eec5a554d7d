import type { ApprovalDecision, LogQuery, LogRow, StandingRule } from '@kinglet/spec';
import type {
  DatasetExport,
  DeviceReport,
  FileImport,
  RemoteSettings,
  RemoteTest,
  Settings,
} from '../shared/index.ts';
import type { ClientState } from './client-state.ts';
import type { SiteTool } from './site-tools.ts';

/**
 * The page's handle on the agent: one state to draw, verbs to call. Holds no model and no key.
 * Verbs reject with KingletError.
 */
export interface KingletClient {
  readonly state: ClientState;
  /** Calls back after each change, at most once a frame while streaming. Returns the unsubscribe. */
  subscribe(listener: (state: ClientState) => void): () => void;

  loadModel(modelId: string): Promise<void>;
  pauseDownload(modelId: string): Promise<void>;
  cancelDownload(modelId: string): Promise<void>;
  deleteModel(modelId: string): Promise<void>;
  /**
   * Takes in a GGUF file, a model or a specialist. Where there is a specialist with its id, changes nothing unless `replace`
   * says so. `state.importing` tells how far it is.
   */
  importFile(file: File, options?: { replace?: boolean }): Promise<FileImport>;
  /** Stops the import; nothing of its file stays. */
  cancelImport(): Promise<void>;
  /** Deletes a specialist that was imported. */
  removeAdapter(id: string): Promise<void>;

  newConversation(): Promise<void>;
  openConversation(id: string): Promise<void>;
  deleteConversation(id: string): Promise<void>;
  selectBranch(runId: string): Promise<void>;

  /** Sends to the open conversation; opens one where there is none. */
  send(text: string, options?: { files?: readonly File[]; askLarger?: boolean }): Promise<void>;
  /** The same message once more, as a sibling of the run. */
  regenerate(runId: string, options?: { askLarger?: boolean }): Promise<void>;
  /** Another text in place of the run's, as its sibling. */
  edit(runId: string, text: string): Promise<void>;
  /** Stops the open conversation's running run, tools too; the partial text stays. */
  stop(): Promise<void>;
  /** `hash`: of the request that was shown. Rejects where the answer does not count: it is for something else, or too late. */
  decide(approvalId: string, decision: ApprovalDecision, hash: string): Promise<void>;
  setStandingRule(id: string, effect: StandingRule['effect']): Promise<void>;
  withdrawRule(id: string): Promise<void>;
  withdrawAllRules(): Promise<void>;

  /** Offers a tool of the page's own from the next message on, until `signal` is aborted. Throws KingletError `invalid-input`. */
  registerTool(tool: SiteTool, options?: { signal?: AbortSignal | undefined }): void;

  updateSettings(patch: Partial<Settings>): Promise<void>;
  setRemote(remote: RemoteSettings | null, key: string | null): Promise<void>;
  testRemote(): Promise<RemoteTest>;

  /**
   * Measures the chosen model on this device; `state.measuring` tells how far it is. Null: it was stopped. Rejects with `invalid-input`
   * where no model is here, or another measurement runs.
   */
  measureDevice(): Promise<DeviceReport | null>;
  stopMeasuring(): Promise<void>;

  queryLog(query: LogQuery): Promise<readonly LogRow[]>;
  setFeedback(rowId: string, feedback: 'up' | 'down' | null): Promise<void>;
  exportLog(): Promise<Blob>;
  /** The rows that fit the query, whatever their number, as a dataset to train a specialist on. */
  exportDataset(query: Omit<LogQuery, 'limit' | 'beforeMs'>): Promise<DatasetExport>;
  deleteLogRow(rowId: string): Promise<void>;
  clearLog(): Promise<void>;

  dismissReminder(id: string): Promise<void>;
  dismissNotice(index: number): void;
  /** After `lost` or `failed`: a new worker over the same stores, started by this tab whichever led before. */
  restart(): Promise<void>;
  /** Ends this page's part; the worker too where this tab started it, and then another tab that shares it starts the next. */
  close(): void;
}
