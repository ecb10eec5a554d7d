/** The three bits of a conversation, all sticky. */
export interface Exposure {
  /** Text from outside the device, or from a file, was seen in the conversation. */
  readonly untrustedSeen: boolean;
  /** Something of the user's beyond the messages was seen: a file, a note, a result computed on the device. */
  readonly privateSeen: boolean;
  /** Something was changed or sent in the conversation; absent: nothing was. */
  readonly acted?: boolean;
}

/** What a call can do; `destroy` is a `write` that destroys. */
export type Effect = 'read' | 'write' | 'destroy' | 'send';

/** Whose tool it is: ours, the page's, another server's, or the user's own. */
export type OriginClass = 'built-in' | 'page' | 'remote' | 'user';

/** What of the user's own rules stands for a call; `none` where nothing does. */
type StandingEffect = 'none' | 'allow' | 'ask' | 'deny';

/** All that a decision depends on. */
export interface RuleFacts extends Required<Exposure> {
  readonly effect: Effect;
  readonly origin: OriginClass;
  readonly standing: StandingEffect;
  /** The user allowed the tool for this conversation. */
  readonly granted: boolean;
  /** Each argument is an address that stands in a message of the user's own, or is fixed by the schema. */
  readonly fromUser: boolean;
}

/** The rule that decided, by its number in `decideToolCall`, and what came of it. */
export interface Ruling {
  readonly kind: 'allow' | 'ask' | 'deny';
  readonly rule: 'P3' | 'P4' | 'P5' | 'P6' | 'P7' | 'P8' | 'P11' | 'P12' | 'P13';
  /** A yes may hold beyond this call: as long as these bits stand, and for this tool. */
  readonly lasting: boolean;
}

/** The Rule of Two as a table: decides by the first of the rules P3 to P13 (at `decideToolCall`) that fits. */
export function ruleOfTwo(facts: RuleFacts): Ruling {
  const { effect, standing, untrustedSeen, privateSeen, acted, granted, fromUser } = facts;
  const isRemote = facts.origin === 'remote';
  const sends = effect === 'send' || (isRemote && effect !== 'read');
  if (standing === 'deny') return { kind: 'deny', rule: 'P11', lasting: false };
  if (standing === 'ask') return each('P12');
  if (effect === 'read' && !isRemote) return allow('P3');
  if (sends && untrustedSeen) return each('P4');
  if (untrustedSeen && (privateSeen || acted)) return each('P5');
  if (granted) return allow('P6');
  if (standing === 'allow') return allow('P13');
  if (effect === 'read') return allow('P3');
  if (effect === 'send' && fromUser) return allow('P7');
  return effect === 'write' && !isRemote ? allow('P8') : { kind: 'ask', rule: 'P8', lasting: true };
}

function allow(rule: Ruling['rule']): Ruling {
  return { kind: 'allow', rule, lasting: false };
}

/** Asks before each call, whatever was allowed. */
function each(rule: Ruling['rule']): Ruling {
  return { kind: 'ask', rule, lasting: false };
}
