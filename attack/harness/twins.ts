import { decideEgress, decideToolCall, type PolicyRules, policyRules } from '@kinglet/policy';

/** Each call runs. */
export const allowAll: PolicyRules = {
  ...policyRules,
  decideToolCall: () => ({ kind: 'allow', reason: 'There is no rule.' }),
};

/** The rules that ship, for which no conversation is ever tainted. */
export const withoutTaint: PolicyRules = {
  ...policyRules,
  decideToolCall: (facts) => decideToolCall({ ...facts, untrustedSeen: false, privateSeen: false }),
};

/** The rules that ship, for which all that a request holds has been on a card. */
export const withoutUnseen: PolicyRules = {
  ...policyRules,
  decideEgress: (facts) => decideEgress({ ...facts, holdsUnseen: false }),
};
