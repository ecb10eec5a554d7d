import { decideToolCall } from './decide-tool-call.ts';
import { decideEgress } from './egress.ts';

/** The decisions that a run is held to. */
export interface PolicyRules {
  readonly decideToolCall: typeof decideToolCall;
  readonly decideEgress: typeof decideEgress;
}

/** Those that ship. `attack/` takes one out to see what it is good for; nothing else has reason to. */
export const policyRules: PolicyRules = { decideToolCall, decideEgress };
