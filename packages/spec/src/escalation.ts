/**
 * Why a step goes to the larger model.
 *
 * - `invalid-call`: unparsable or schema-invalid after one repair.
 * - `tool-failed`: a tool failed twice in the run; once where the engine is a single-turn one.
 * - `repeated-call`: the same call again, with the same arguments.
 * - `ungrounded-argument`: an argument that stands nowhere in the conversation.
 * - `no-answer`: no answer within the token budget or the step limit.
 * - `no-tool`: the message wants something done that no tool here can do.
 * - `unsure`: its call is less probable to be right than the user asks for.
 * - `user-request`: the user pressed "ask the larger model".
 * - `no-local-model`: no model is loaded on this device.
 * - `engine-error`: the local engine broke.
 */
export const escalationTriggers = [
  'invalid-call',
  'tool-failed',
  'repeated-call',
  'ungrounded-argument',
  'no-answer',
  'no-tool',
  'unsure',
  'user-request',
  'no-local-model',
  'engine-error',
] as const;

export type EscalationTrigger = (typeof escalationTriggers)[number];

/**
 * What a check said of a step, in words that a person can read. `unsupported` refuses nothing: an answer that nothing in the
 * conversation bears out is shown, with a word about it.
 */
export interface Verdict {
  readonly check:
    | 'schema'
    | 'enum'
    | 'grounding'
    | 'range'
    | 'repetition'
    | 'dry-run'
    | 'answer'
    | 'unsupported';
  readonly passed: boolean;
  readonly reason: string;
}
