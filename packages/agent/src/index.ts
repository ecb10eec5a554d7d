export { grantKey } from '@kinglet/policy';
export { bitsOf, canResume, historyOf, isTainted, type RecordedRun } from './journal.ts';
export { runAgent } from './loop.ts';
export { prefixRequests } from './prompt/prefix-request.ts';
export { systemText } from './prompt/system-text.ts';
export {
  type AgentDeps,
  defaultLimits,
  type LargerLocal,
  type Ledger,
  type RemoteTarget,
  type RunInput,
  type RunLimits,
} from './run-types.ts';
