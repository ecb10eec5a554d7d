import {
  type ApprovalDecision,
  type ApprovalQuestion,
  canonicalJson,
  type DefinitionChange,
  type Json,
  type JsonObject,
  type StandingRule,
  type ToolCall,
  type ToolDefinition,
  type ToolText,
} from '@kinglet/spec';
import { targetHost } from './address.ts';
import { sha256 } from './sha256.ts';

/** How long a yes to one call may be used, and how long a question may be answered as it was put. */
export const onceMs = 10 * 60_000;

/** A yes to one call, as it was given. */
export interface OnceApproval {
  /** Of the request that was answered. */
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly givenMs: number;
  readonly used: boolean;
}

/** [P14] What an approval is bound to: tool, origin, arguments, and the tool's name, description and parameters. */
export function callHash(call: ToolCall, definition: Pick<ToolDefinition, 'origin'> & ToolText): string {
  const schema = toolText(definition);
  return sha256(
    canonicalJson({
      tool: call.name,
      origin: definition.origin,
      arguments: call.arguments,
      schema: schema as unknown as JsonObject,
    }),
  );
}

/** The same of a question; what leaves the device is bound to its host, its model and all that is sent. */
export function questionHash(question: ApprovalQuestion): string {
  if (question.kind === 'egress') {
    const { host, model, preview, plainPreview = preview } = question;
    return sha256(canonicalJson({ host, model, preview, plainPreview }));
  }
  const { tool, origin, arguments: args } = question;
  const { description, parameters } = question.definition ?? { description: '', parameters: {} };
  return callHash({ id: '', name: tool, arguments: args }, { name: tool, origin, description, parameters });
}

/** Why this yes does not let the call with this hash run now; null where it does: [P14] [P15] once, within 10 minutes. */
export function whyNotOnce(
  approval: OnceApproval,
  { hash, nowMs }: { hash: string; nowMs: number },
): string | null {
  if (approval.used) return 'It was allowed once, and that was used.';
  if (approval.hash !== hash) return 'Another call was allowed, not this one.';
  if (isOver(approval.givenMs, onceMs, nowMs)) return 'It was allowed more than 10 minutes ago.';
  return null;
}

/**
 * Why an answer to a question does not count; null where it does. [P14] It names the question's hash; [P15] a yes comes within
 * 10 minutes of the question, and "always" only where the question offers it.
 */
export function whyNotAnswer(
  asked: { readonly question: ApprovalQuestion & { readonly hash?: string }; readonly askedMs: number },
  { decision, hash, nowMs }: { decision: ApprovalDecision; hash: string; nowMs: number },
): string | null {
  const { question, askedMs } = asked;
  if (decision === 'no') return null;
  if (question.hash === undefined || question.hash !== hash) {
    return 'What you answered is not what is asked now. Look at the question again.';
  }
  if (isOver(askedMs, onceMs, nowMs)) {
    return 'This was asked more than 10 minutes ago. Look at it once more, then answer again.';
  }
  const isOffered = Object.hasOwn(offered, decision) && offered[decision](question);
  return isOffered ? null : 'This can be allowed once, or not at all.';
}

/** Whether a question takes each answer. */
const offered: Readonly<Record<ApprovalDecision, (question: ApprovalQuestion) => boolean>> = {
  no: () => true,
  once: () => true,
  conversation: (question) => question.kind === 'egress' || question.lasting === true,
  'once-plain': (question) => question.kind === 'egress' && question.plainPreview !== undefined,
  'conversation-plain': (question) => question.kind === 'egress' && question.plainPreview !== undefined,
  always: (question) => question.kind === 'tool' && question.lasting === true,
};

/** Also where the clock was set back: then nobody knows. */
function isOver(fromMs: number, forMs: number, nowMs: number): boolean {
  return nowMs < fromMs || nowMs - fromMs > forMs;
}

/** The tool's name, description and parameters: what a person allows. */
export function toolText({ name, description, parameters }: ToolText): ToolText {
  return { name, description, parameters };
}

/** The rule that "always" makes of a request. */
export function standingAllow(
  request: Extract<ApprovalQuestion, { kind: 'tool' }> & { readonly definition: ToolText },
  { id, nowMs, days }: { id: string; nowMs: number; days: number },
): StandingRule {
  const { tool, origin, risk, definition } = request;
  return {
    id,
    effect: 'allow',
    tool,
    origin,
    host: risk === 'send' ? targetHost(request.arguments) : null,
    definition,
    sinceMs: nowMs,
    untilMs: nowMs + days * 86_400_000,
    uses: 0,
  };
}

/**
 * The user's rule that stands for a call; null where none does. `deny` goes before `ask`, `ask` before `allow`. [P16] An `allow`
 * is for the very tool of that origin as it was, for what sends the very hosts, until it expires; the others are for the name.
 */
export function standingFor(
  rules: readonly StandingRule[],
  { call, definition, nowMs }: { call: ToolCall; definition: ToolDefinition; nowMs: number },
): StandingRule | null {
  const named = rules.filter(({ tool, origin }) => tool === definition.name && origin === definition.origin);
  const bars = named.find(({ effect }) => effect === 'deny') ?? named.find(({ effect }) => effect === 'ask');
  if (bars) return bars;
  if (named.length === 0) return null;
  const text = textKey(definition);
  const host = definition.risk === 'send' ? targetHost(call.arguments) : null;
  const fits = (rule: StandingRule) =>
    rule.effect === 'allow' &&
    nowMs >= rule.sinceMs &&
    nowMs < rule.untilMs &&
    rule.host === host &&
    textKey(rule.definition) === text;
  return named.find(fits) ?? null;
}

/** The key under which "allow for this conversation" is kept: a tool's name and origin, and a hash of what it says of itself. */
export function grantKey(tool: ToolText & { readonly origin: string }): string {
  return `${tool.name} ${tool.origin} ${sha256(textKey(tool))}`;
}

function textKey(tool: ToolText): string {
  return canonicalJson(toolText(tool) as unknown as JsonObject);
}

/**
 * [P17] What is not as it was when the user allowed a tool, field by field; empty where nothing is, or it never was. `approved`:
 * what was allowed so far, oldest first; where the tool as it is now is among it, nothing has changed.
 */
export function changesSince(
  tool: ToolText & { readonly origin: string },
  approved: readonly { readonly origin: string; readonly definition: ToolText }[],
): readonly DefinitionChange[] {
  const earlier = approved
    .filter(({ origin, definition }) => origin === tool.origin && definition.name === tool.name)
    .map(({ definition }) => definition);
  const before = earlier.at(-1);
  const now = textKey(tool);
  if (before === undefined || earlier.some((definition) => textKey(definition) === now)) return [];
  return [
    ...changed('description', before.description, tool.description),
    ...parameterChanges(before.parameters, tool.parameters),
  ];
}

type Parameters = ToolText['parameters'];

/** By argument where the arguments differ, and the rest of the schema as one. */
function parameterChanges(before: Parameters, after: Parameters): readonly DefinitionChange[] {
  const [old, fresh] = [before.properties ?? {}, after.properties ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  const rest = ({ properties: _, ...schema }: Parameters) => textOf(schema);
  return [
    ...names.flatMap((name) => changed(`parameters.${name}`, textOf(old[name]), textOf(fresh[name]))),
    ...changed('parameters', rest(before), rest(after)),
  ];
}

function changed(field: string, before: string | null, after: string | null): readonly DefinitionChange[] {
  return before === after ? [] : [{ field, before, after }];
}

function textOf(schema: unknown): string | null {
  return schema === undefined ? null : canonicalJson(schema as Json);
}
