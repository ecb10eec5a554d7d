import './abort-signal.ts';

export type { AdapterFormat, AdapterInfo, AdapterRecord } from './adapter.ts';
export type {
  AgentEvent,
  Departure,
  RunOutcome,
  SpendState,
  StepCertainty,
  StepReply,
  StepStats,
} from './agent-event.ts';
export type {
  ApprovalDecision,
  ApprovalQuestion,
  ApprovalRequest,
  DefinitionChange,
  StandingRule,
  ToolText,
} from './approval.ts';
export type { Clock } from './clock.ts';
export type {
  Backend,
  CallProbability,
  Engine,
  EngineEvent,
  EngineId,
  EngineInfo,
  FinishReason,
  GenerateRequest,
  Place,
  Usage,
} from './engine.ts';
export {
  type ErrorCode,
  type ErrorDetails,
  type ErrorShape,
  errorCodes,
  KingletError,
  toKingletError,
} from './errors.ts';
export { type EscalationTrigger, escalationTriggers, type Verdict } from './escalation.ts';
export { importScript } from './import-script.ts';
export {
  canonicalJson,
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  type JsonSchemaType,
} from './json.ts';
export type { LogQuery, LogRow, LogSink, TextRetention } from './log-row.ts';
export type { Message, RawToolCall, ToolCall } from './message.ts';
export type {
  BuiltInAvailability,
  Catalogue,
  FileChunks,
  ModelFile,
  ModelRecord,
  OwnModel,
  UnpinnedFile,
} from './model.ts';
export { settledEvents } from './settled-events.ts';
export type {
  ArgumentSpans,
  Attachment,
  DryRun,
  DryRunContext,
  RiskClass,
  SpanFacts,
  Tool,
  ToolContext,
  ToolDefinition,
  ToolExample,
  ToolOutcome,
} from './tool.ts';
export { toolSignatures } from './tool-signature.ts';
