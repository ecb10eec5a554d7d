import {
  isJsonObject,
  type Json,
  type JsonSchema,
  type StandingRule,
  type ToolCall,
  type ToolDefinition,
} from '@kinglet/spec';
import { addressesIn, addressKey, isPrivateAddress } from './address.ts';
import { grantKey, standingFor } from './approval.ts';
import { type Effect, type Exposure, type OriginClass, type Ruling, ruleOfTwo } from './rule-of-two.ts';

export interface ToolCallFacts extends Exposure {
  readonly definition: ToolDefinition;
  readonly call: ToolCall;
  /** The user's own messages of the conversation, as typed. */
  readonly userTexts: readonly string[];
  /** Keys from `grantKey`: what the user allowed for this conversation. */
  readonly grants: readonly string[];
  /** What the user decided for good, and the time that it is, epoch milliseconds; absent: nothing. */
  readonly standing?: { readonly rules: readonly StandingRule[]; readonly nowMs: number };
  /** Origin of the page, whose own tools run in it; absent: each origin is another server's. */
  readonly pageOrigin?: string;
}

/** `deny` is final: the model reads the reason as a failed result. The reason is for people. */
export interface PolicyDecision {
  readonly kind: 'allow' | 'ask' | 'deny';
  readonly reason: string;
  /** Of an `ask`: a yes may hold beyond this call. */
  readonly lasting?: boolean;
  /** Id of the standing rule that allows it. */
  readonly standingId?: string;
}

/**
 * Decides whether a validated call may run. The first rule that fits:
 *
 * - [P1] A definition that is not the called tool's, or a risk class that is not known, is denied.
 * - [P2] `send` to an address that is not http(s), or that carries a user name or password, is denied.
 * - [P30] `send` to an address on this device or in a network around it is denied.
 * - [P11] What the user denied for good is denied.
 * - [P12] What the user wants to be asked about for good asks, each time.
 * - [P3] `read` is allowed; that of another server's tool, which hears the arguments, only after P5.
 * - [P4] `send` after untrusted text was seen asks, each time, whatever was allowed. What another server's tool changes is sent to it.
 * - [P5] What is no mere `read` asks, each time, once untrusted text was seen, and private data beside it or something was
 *   changed or sent (Rule of Two).
 * - [P6] What was granted for this conversation is allowed; a grant holds for one tool of one origin as it was then.
 * - [P13] What the user allowed for good is allowed (P16 at `standingFor` says what that is).
 * - [P7] `send` is allowed where each argument is an address that stands in a message of the user's own.
 * - [P8] Other `send` asks; `write` that destroys asks; other `write` is allowed, but not another server's.
 */
export function decideToolCall(facts: ToolCallFacts): PolicyDecision {
  const { definition, call, standing } = facts;
  if (definition.name !== call.name) {
    return { kind: 'deny', reason: `The call names ${call.name}, not ${definition.name}.` };
  }
  const effect = effectOf(definition);
  if (effect === null) return { kind: 'deny', reason: 'Its risk class is not known.' };
  if (effect === 'send' && Object.values(call.arguments).some(isRefusedAddress)) {
    return {
      kind: 'deny',
      reason: 'Only http and https addresses without a user name or password are allowed.',
    };
  }
  if (effect === 'send' && Object.values(call.arguments).some(isPrivate)) {
    return { kind: 'deny', reason: 'Addresses on this device or in the network around it are not fetched.' };
  }
  const rule = standing ? standingFor(standing.rules, { call, definition, nowMs: standing.nowMs }) : null;
  const { untrustedSeen, privateSeen, acted = false } = facts;
  const ruling = ruleOfTwo({
    ...{ untrustedSeen, privateSeen, acted, effect },
    origin: originClass(definition.origin, facts.pageOrigin),
    standing: rule?.effect ?? 'none',
    granted: facts.grants.length > 0 && facts.grants.includes(grantKey(definition)),
    // Only what sends is asked about it (P7).
    fromUser: effect === 'send' && isAllFromUser(facts),
  });
  return {
    kind: ruling.kind,
    reason: reasonOf(ruling, { effect, privateSeen }),
    ...(ruling.lasting ? { lasting: true } : {}),
    ...(ruling.rule === 'P13' && rule ? { standingId: rule.id } : {}),
  };
}

function effectOf({ risk, destructive }: ToolDefinition): Effect | null {
  if (risk === 'read' || risk === 'send') return risk;
  if (risk !== 'write') return null;
  return destructive ? 'destroy' : 'write';
}

function originClass(origin: string, pageOrigin: string | undefined): OriginClass {
  if (origin === 'built-in' || origin === 'user') return origin;
  return origin === pageOrigin ? 'page' : 'remote';
}

function reasonOf(
  { kind, rule }: Ruling,
  { effect, privateSeen }: { effect: Effect; privateSeen: boolean },
): string {
  switch (rule) {
    case 'P3':
      return 'It only reads.';
    case 'P4':
      return 'It sends something out, and the conversation holds text from outside this device.';
    case 'P5':
      return (
        (effect === 'read' ? 'Another server hears what it is asked' : 'It changes something') +
        ', and the conversation holds text from outside' +
        (privateSeen ? ' beside your own data.' : ' and has changed or sent something before.')
      );
    case 'P6':
      return 'You allowed it for this conversation.';
    case 'P7':
      return 'The address stands in your own message.';
    case 'P11':
      return 'You do not allow it; the settings list it.';
    case 'P12':
      return 'You want to be asked each time.';
    case 'P13':
      return 'You allowed it for good; the settings list it.';
    case 'P8':
      if (kind === 'allow') return 'It changes something on this device that can be undone.';
      if (effect === 'destroy') return 'It destroys something.';
      return effect === 'write'
        ? 'It changes something on another server.'
        : 'It sends something out to an address that is not in your messages.';
  }
}

const anyAddress = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/|(?:javascript|data|blob|file|vbscript|about):)/i;

/** Reads as an address, but as none to be fetched. */
function isRefusedAddress(value: Json): boolean {
  return typeof value === 'string' && anyAddress.test(value) && addressKey(value) === null;
}

function isPrivate(value: Json): boolean {
  return typeof value === 'string' && isPrivateAddress(value);
}

/** True where nothing in the call could carry data that is not in the user's own messages. */
function isAllFromUser({ definition, call, userTexts }: ToolCallFacts): boolean {
  const known = new Set(userTexts.flatMap((text) => [...addressesIn(text)]));
  const properties = definition.parameters.properties ?? {};
  const values = Object.entries(call.arguments).filter(([name, value]) => !isFixed(properties[name], value));
  return (
    values.length > 0 &&
    values.every(([, value]) => {
      const key = typeof value === 'string' ? addressKey(value) : null;
      return key !== null && known.has(key);
    })
  );
}

/** One of a closed list in the schema: the model can choose, not write. */
function isFixed(schema: JsonSchema | undefined, value: Json): boolean {
  if (schema === undefined || isJsonObject(value) || Array.isArray(value)) return false;
  return schema.const === value || schema.default === value || (schema.enum?.includes(value) ?? false);
}
