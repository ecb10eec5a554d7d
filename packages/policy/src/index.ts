export { addressesIn, addressKey, isPrivateAddress } from './address.ts';
export {
  callHash,
  changesSince,
  grantKey,
  type OnceApproval,
  onceMs,
  questionHash,
  standingAllow,
  standingFor,
  toolText,
  whyNotAnswer,
  whyNotOnce,
} from './approval.ts';
export { costUsd, estimateCost, estimateTokens, type Prices } from './cost.ts';
export { decideToolCall, type PolicyDecision, type ToolCallFacts } from './decide-tool-call.ts';
export { decideEgress, egressPreview } from './egress.ts';
export { looksLike } from './look-alike.ts';
export { type PolicyRules, policyRules } from './policy-rules.ts';
export { isPrivateHost, isPrivateIp } from './private-host.ts';
export { renderTranscript } from './render-transcript.ts';
export type { Exposure } from './rule-of-two.ts';
export {
  decideSpend,
  noCaps,
  nothingSpent,
  type SpendCaps,
  type SpendDecision,
  type Spent,
} from './spend.ts';
