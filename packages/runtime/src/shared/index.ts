export type { AdapterImport, AdapterStatus } from './adapter-status.ts';
export { maxAttachmentBytes } from './attachment-limit.ts';
export { type ChannelEndpoint, channelEndpoint } from './channel-endpoint.ts';
export type { ClientEvent } from './client-event.ts';
export { installErrorTransfer } from './comlink-errors.ts';
export type { Conversation, ConversationHead, RunRecord, RunWishes } from './conversation.ts';
export type { DatasetExport } from './dataset-export.ts';
export { type Deferred, deferred } from './deferred.ts';
export {
  type BackendSpeed,
  type CheckOutcome,
  type DeviceCheck,
  type DeviceReport,
  deviceChecks,
  type FailedSpeed,
  type MeasureProgress,
  type ReportedDevice,
} from './device-report.ts';
export type { FileImport, ImportProgress, ModelImport } from './file-import.ts';
export { policyReporter } from './host-policy.ts';
export { joinedEvent, withEvent } from './joined-events.ts';
export { type ModelSpeed, slowDecodePerSecond } from './model-speed.ts';
export type { ModelCosts, ModelFit, ModelStatus } from './model-status.ts';
export type { PageModel } from './page-model.ts';
export type { DueReminder } from './reminder.ts';
export {
  defaultSettings,
  type LogSettings,
  type RemoteSettings,
  type Settings,
  type SpendSettings,
} from './settings.ts';
export type { SiteToolCall, SiteToolEnd, SiteToolInfo } from './site-tool.ts';
export { maxInstructions, type SiteWishes } from './site-wishes.ts';
export type { Snapshot } from './snapshot.ts';
export { parametersOf, suggestedModel } from './suggested-model.ts';
export type { UserFile } from './user-file.ts';
export { whenFreed } from './when-freed.ts';
export type {
  AttachmentInput,
  BootOptions,
  RemoteTest,
  SendInput,
  TabAddress,
  TabApi,
  TabSink,
  WorkerApi,
} from './worker-api.ts';
