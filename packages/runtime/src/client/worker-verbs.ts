import type { ApprovalDecision, JsonObject, LogQuery, LogRow, StandingRule, UserTool } from '@kinglet/spec';
import type { Remote } from 'comlink';
import type {
  DatasetExport,
  RemoteSettings,
  RemoteTest,
  Settings,
  TabApi,
  UserToolImport,
  UserToolTry,
} from '../shared/index.ts';

/** The verbs of the page's handle that do no more than ask the worker. */
export abstract class WorkerVerbs {
  protected abstract call<T>(verb: (api: Remote<TabApi>) => Promise<T>): Promise<T>;

  pauseDownload(modelId: string): Promise<void> {
    return this.call((api) => api.pauseDownload(modelId));
  }

  cancelDownload(modelId: string): Promise<void> {
    return this.call((api) => api.cancelDownload(modelId));
  }

  deleteModel(modelId: string): Promise<void> {
    return this.call((api) => api.deleteModel(modelId));
  }

  cancelImport(): Promise<void> {
    return this.call((api) => api.cancelImport());
  }

  removeAdapter(id: string): Promise<void> {
    return this.call((api) => api.removeAdapter(id));
  }

  decide(approvalId: string, decision: ApprovalDecision, hash: string): Promise<void> {
    return this.call((api) => api.decide(approvalId, decision, hash));
  }

  setStandingRule(id: string, effect: StandingRule['effect']): Promise<void> {
    return this.call((api) => api.setStandingRule(id, effect));
  }

  withdrawRule(id: string): Promise<void> {
    return this.call((api) => api.withdrawRule(id));
  }

  withdrawAllRules(): Promise<void> {
    return this.call((api) => api.withdrawAllRules());
  }

  async updateSettings(patch: Partial<Settings>): Promise<void> {
    await this.call((api) => api.updateSettings(patch));
  }

  async setRemote(remote: RemoteSettings | null, key: string | null): Promise<void> {
    await this.call((api) => api.setRemote(remote, key));
  }

  testRemote(): Promise<RemoteTest> {
    return this.call((api) => api.testRemote());
  }

  stopMeasuring(): Promise<void> {
    return this.call((api) => api.stopMeasuring());
  }

  queryLog(query: LogQuery): Promise<readonly LogRow[]> {
    return this.call((api) => api.queryLog(query));
  }

  setFeedback(rowId: string, feedback: 'up' | 'down' | null): Promise<void> {
    return this.call((api) => api.setFeedback(rowId, feedback));
  }

  async exportLog(): Promise<Blob> {
    return new Blob([await this.call((api) => api.exportLog())], { type: 'application/jsonl' });
  }

  exportDataset(query: Omit<LogQuery, 'limit' | 'beforeMs'>): Promise<DatasetExport> {
    return this.call((api) => api.exportDataset(query));
  }

  deleteLogRow(rowId: string): Promise<void> {
    return this.call((api) => api.deleteLogRow(rowId));
  }

  clearLog(): Promise<void> {
    return this.call((api) => api.clearLog());
  }

  async saveUserTool(tool: UserTool, { replaces }: { replaces: string | null }): Promise<void> {
    await this.call((api) => api.saveUserTool(tool, replaces));
  }

  async removeUserTool(name: string): Promise<void> {
    await this.call((api) => api.removeUserTool(name));
  }

  importUserTools(text: string): Promise<UserToolImport> {
    return this.call((api) => api.importUserTools(text));
  }

  tryUserTool(tool: UserTool, args: JsonObject): Promise<UserToolTry> {
    return this.call<UserToolTry>((api) => api.tryUserTool(tool, args));
  }

  async addFact(text: string): Promise<void> {
    await this.call((api) => api.addFact(text));
  }

  async editFact(id: string, text: string): Promise<void> {
    await this.call((api) => api.editFact(id, text));
  }

  async removeFact(id: string): Promise<void> {
    await this.call((api) => api.removeFact(id));
  }

  async clearFacts(): Promise<void> {
    await this.call((api) => api.clearFacts());
  }
}
