export { grantKey } from '@kinglet/policy';
export {
  bitsOf,
  canResume,
  cutResultsOf,
  historyOf,
  isTainted,
  type RecordedRun,
  summaryOf,
  untrustedCallsOf,
} from './journal.ts';
export { judgeCalls } from './judge-calls.ts';
export { runAgent } from './loop.ts';
export { lexicalEmbed } from './offer/embed.ts';
export { rankTools, toolText } from './offer/rank-tools.ts';
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
export { candidates } from './verify/candidates.ts';
export { type Ground, groundOf } from './verify/grounding.ts';
