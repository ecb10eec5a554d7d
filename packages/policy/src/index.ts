export { addressesIn, addressKey, isPrivateAddress } from './address.ts';
export { costUsd, estimateCost, estimateTokens, type Prices } from './cost.ts';
export {
  decideToolCall,
  type Exposure,
  grantKey,
  type PolicyDecision,
  type ToolCallFacts,
} from './decide-tool-call.ts';
export { decideEgress, egressPreview } from './egress.ts';
export { type PolicyRules, policyRules } from './policy-rules.ts';
export { isPrivateHost, isPrivateIp } from './private-host.ts';
export { renderTranscript } from './render-transcript.ts';
