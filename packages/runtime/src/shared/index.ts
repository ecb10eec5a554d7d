export type { ClientEvent } from './client-event.ts';
export type { Conversation, ConversationHead, RunRecord } from './conversation.ts';
export type { ModelFit, ModelStatus } from './model-status.ts';
export type { DueReminder } from './reminder.ts';
export { defaultSettings, type LogSettings, type RemoteSettings, type Settings } from './settings.ts';
export type {
  AttachmentInput,
  BootOptions,
  RemoteTest,
  SendInput,
  Snapshot,
  WorkerApi,
} from './worker-api.ts';
