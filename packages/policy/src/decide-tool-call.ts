import { isJsonObject, type Json, type JsonSchema, type ToolCall, type ToolDefinition } from '@kinglet/spec';
import { addressesIn, addressKey, isPrivateAddress } from './address.ts';

/** Two bits of the Rule of Two; the third, whether a call can act, is its tool's risk class. Both are sticky. */
export interface Exposure {
  /** Text from outside the device, or from a file, was seen in the conversation. */
  readonly untrustedSeen: boolean;
  /** Something of the user's beyond the messages was seen: a file, a note, a result computed on the device. */
  readonly privateSeen: boolean;
}

export interface ToolCallFacts extends Exposure {
  readonly definition: ToolDefinition;
  readonly call: ToolCall;
  /** The user's own messages of the conversation, as typed. */
  readonly userTexts: readonly string[];
  /** Keys from `grantKey`: what the user allowed for this conversation. */
  readonly grants: readonly string[];
}

/** `deny` is final: the model reads the reason as a failed result. The reason is for people. */
export interface PolicyDecision {
  readonly kind: 'allow' | 'ask' | 'deny';
  readonly reason: string;
}

/**
 * Decides whether a validated call may run. The first rule that fits:
 *
 * - [P1] A definition that is not the called tool's, or a risk class that is not known, is denied.
 * - [P2] `send` to an address that is not http(s), or that carries a user name or password, is denied.
 * - [P30] `send` to an address on this device or in a network around it is denied.
 * - [P3] `read` is allowed.
 * - [P4] `send` after untrusted text was seen asks, each time, whatever was granted.
 * - [P5] `write` after both untrusted text and private data were seen asks, each time (Rule of Two).
 * - [P6] What was granted for this conversation is allowed; a grant holds for one tool of one origin.
 * - [P7] `send` is allowed where each argument is an address that stands in a message of the user's own.
 * - [P8] Other `send` asks; `write` that destroys asks; other `write` is allowed.
 */
export function decideToolCall(facts: ToolCallFacts): PolicyDecision {
  const { definition, call } = facts;
  if (definition.name !== call.name) {
    return { kind: 'deny', reason: `The call names ${call.name}, not ${definition.name}.` };
  }
  switch (definition.risk) {
    case 'read':
      return { kind: 'allow', reason: 'It only reads.' };
    case 'write':
      return decideWrite(facts);
    case 'send':
      return decideSend(facts);
    default:
      return { kind: 'deny', reason: 'Its risk class is not known.' };
  }
}

/** The key under which "allow for this conversation" is kept: a tool's name, with its origin unless built in. */
export function grantKey(tool: { readonly name: string; readonly origin: string }): string {
  return tool.origin === 'built-in' ? tool.name : `${tool.name} ${tool.origin}`;
}

function decideWrite(facts: ToolCallFacts): PolicyDecision {
  if (facts.untrustedSeen && facts.privateSeen) {
    return {
      kind: 'ask',
      reason: 'It changes something, and the conversation holds text from outside beside your own data.',
    };
  }
  if (isGranted(facts)) return granted;
  if (facts.definition.destructive) return { kind: 'ask', reason: 'It destroys something.' };
  return { kind: 'allow', reason: 'It changes something on this device that can be undone.' };
}

function decideSend(facts: ToolCallFacts): PolicyDecision {
  const refused = Object.values(facts.call.arguments).find(isRefusedAddress);
  if (refused !== undefined) {
    return {
      kind: 'deny',
      reason: 'Only http and https addresses without a user name or password are allowed.',
    };
  }
  if (Object.values(facts.call.arguments).some(isPrivate)) {
    return { kind: 'deny', reason: 'Addresses on this device or in the network around it are not fetched.' };
  }
  if (facts.untrustedSeen) {
    return {
      kind: 'ask',
      reason: 'It sends something out, and the conversation holds text from outside this device.',
    };
  }
  if (isGranted(facts)) return granted;
  if (isAllFromUser(facts)) return { kind: 'allow', reason: 'The address stands in your own message.' };
  return { kind: 'ask', reason: 'It sends something out to an address that is not in your messages.' };
}

const granted: PolicyDecision = { kind: 'allow', reason: 'You allowed it for this conversation.' };

function isGranted({ definition, grants }: ToolCallFacts): boolean {
  return grants.includes(grantKey(definition));
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
