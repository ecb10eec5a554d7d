import { type ClientState, type KingletClient, type SiteTool, startingState } from '@kinglet/runtime/client';
import {
  type DatasetExport,
  type DeviceReport,
  defaultSettings,
  type FileImport,
} from '@kinglet/runtime/shared';
import type { LogRow } from '@kinglet/spec';

export const emptyState: ClientState = {
  ...startingState,
  phase: 'ready',
  settings: { ...defaultSettings, noticeRead: true },
};

/** A client with a script instead of a worker: shows the state it is given and records which verbs were called. */
export class ScriptedClient implements KingletClient {
  state: ClientState;
  /** Verbs in the order of their calls, with their arguments. */
  readonly calls: (readonly [verb: string, ...args: unknown[]])[] = [];
  /** The next call of one of these verbs rejects with the error. */
  readonly failures = new Map<string, Error>();
  logRows: readonly LogRow[] = [];
  readonly #listeners = new Set<(state: ClientState) => void>();

  constructor(state: Partial<ClientState> = {}) {
    this.state = { ...emptyState, ...state };
  }

  /** Changes the state and tells the listeners. */
  set(patch: Partial<ClientState>): void {
    this.state = { ...this.state, ...patch };
    for (const listener of this.#listeners) listener(this.state);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  subscribe(listener: (state: ClientState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly loadModel = this.#verb('loadModel');
  readonly pauseDownload = this.#verb('pauseDownload');
  readonly cancelDownload = this.#verb('cancelDownload');
  readonly deleteModel = this.#verb('deleteModel');
  readonly cancelImport = this.#verb('cancelImport');
  readonly removeAdapter = this.#verb('removeAdapter');
  readonly newConversation = this.#verb('newConversation');
  readonly openConversation = this.#verb('openConversation');
  readonly deleteConversation = this.#verb('deleteConversation');
  readonly selectBranch = this.#verb('selectBranch');
  readonly send = this.#verb('send');
  readonly regenerate = this.#verb('regenerate');
  readonly edit = this.#verb('edit');
  readonly stop = this.#verb('stop');
  readonly decide = this.#verb('decide');
  readonly setStandingRule = this.#verb('setStandingRule');
  readonly withdrawRule = this.#verb('withdrawRule');
  readonly withdrawAllRules = this.#verb('withdrawAllRules');
  readonly setFeedback = this.#verb('setFeedback');
  readonly deleteLogRow = this.#verb('deleteLogRow');
  readonly clearLog = this.#verb('clearLog');
  readonly dismissReminder = this.#verb('dismissReminder');
  readonly restart = this.#verb('restart');
  readonly stopMeasuring = this.#verb('stopMeasuring');

  /** What the next measurement gives; null: it was stopped. */
  deviceReport: DeviceReport | null = null;

  async measureDevice(): Promise<DeviceReport | null> {
    await this.#record('measureDevice');
    return this.deviceReport;
  }

  /** What the next imports answer. */
  fileImports: FileImport[] = [];

  async importFile(...args: Parameters<KingletClient['importFile']>): Promise<FileImport> {
    await this.#record('importFile', ...args);
    return this.fileImports.shift() ?? { outcome: 'added', id: 'tools-tiny', modelId: 'tiny' };
  }

  async updateSettings(patch: Partial<ClientState['settings']>): Promise<void> {
    await this.#record('updateSettings', patch);
    this.set({ settings: { ...this.state.settings, ...patch } });
  }

  async setRemote(remote: ClientState['settings']['remote'], key: string | null): Promise<void> {
    await this.#record('setRemote', remote, key);
    this.set({ settings: { ...this.state.settings, remote }, hasKey: key !== null });
  }

  async testRemote() {
    await this.#record('testRemote');
    return { ok: true, message: 'scripted-large answered in 420 ms.' };
  }

  async queryLog(...args: Parameters<KingletClient['queryLog']>) {
    await this.#record('queryLog', ...args);
    return this.logRows.slice(0, args[0].limit);
  }

  async exportLog(): Promise<Blob> {
    await this.#record('exportLog');
    return new Blob(this.logRows.map((row) => `${JSON.stringify(row)}\n`));
  }

  datasetExport: DatasetExport = { lines: '{}\n', rows: 1, leftOut: 2 };

  async exportDataset(...args: Parameters<KingletClient['exportDataset']>): Promise<DatasetExport> {
    await this.#record('exportDataset', ...args);
    return this.datasetExport;
  }

  dismissNotice(index: number): void {
    this.calls.push(['dismissNotice', index]);
  }

  registerTool(tool: SiteTool): void {
    this.calls.push(['registerTool', tool.name]);
  }

  close(): void {
    this.calls.push(['close']);
  }

  #verb(name: string): (...args: unknown[]) => Promise<void> {
    return (...args) => this.#record(name, ...args);
  }

  async #record(name: string, ...args: unknown[]): Promise<void> {
    this.calls.push([name, ...args]);
    const failure = this.failures.get(name);
    this.failures.delete(name);
    if (failure) throw failure;
  }
}
