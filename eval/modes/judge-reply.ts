import { candidates, type Ground, groundOf, judgeCalls } from '@kinglet/agent';
import type { ArgumentSpans, RawToolCall, ToolCall, ToolDefinition } from '@kinglet/spec';
import { parseCall, readCall } from '@kinglet/tools';
import type { EvalAnswer, EvalRequest } from '../engines/eval-engine.ts';

/** What of a reply runs on the device: all its calls, or none for a reason. */
export interface Judged {
  readonly calls: readonly ToolCall[];
  /** Null where nothing was refused. */
  readonly refused: string | null;
  /** The refusal is of a value that stands nowhere in the conversation. */
  readonly isUngrounded: boolean;
}

/** Holds the calls to their schemas alone, as whatever runs them must. */
export function judgeBySchema({ rawCalls, failure }: EvalAnswer, { tools }: EvalRequest): Judged {
  if (failure !== null) return refusal(failure);
  const calls: ToolCall[] = [];
  for (const raw of rawCalls) {
    const parsed = parseCall(raw, tools);
    if (!parsed.ok) return refusal(parsed.reason);
    calls.push(parsed.call);
  }
  return { calls, refused: null, isUngrounded: false };
}

/** Holds the calls to what the agent checks before it runs any. */
export function judgeByAgent(
  { rawCalls, failure }: EvalAnswer,
  request: EvalRequest,
  { isRepair }: { isRepair: boolean },
): Judged {
  if (failure !== null) return refusal(failure);
  const judgement = judgeCalls(
    { calls: rawCalls, text: '' },
    {
      ...{ definitions: request.tools, ground: groundOfRequest(request), isRepair },
      ...{ isSelection: false, ran: new Set<string>(), isRemote: false, lastResult: null },
      specialist: { hasResults: false, wasHandedOn: false, knowsAll: true },
    },
    [],
  );
  switch (judgement.kind) {
    case 'calls':
      return { calls: judgement.calls.map(({ call }) => call), refused: null, isUngrounded: false };
    case 'repair':
    case 'trouble':
      return refusal(judgement.trigger ?? 'refused', judgement.trigger === 'ungrounded-argument');
    default:
      return { calls: [], refused: null, isUngrounded: false };
  }
}

/** The called tools with the values of the conversation, as the agent binds a repair; null where an argument has none. */
export function boundCalls(
  calls: readonly RawToolCall[],
  request: EvalRequest,
): Readonly<Record<string, ArgumentSpans>> | null {
  const ground = groundOfRequest(request);
  const bound: Record<string, ArgumentSpans> = {};
  for (const call of calls) {
    const values = valuesOf(call, request.tools, ground);
    if (values === null) return null;
    bound[call.name] = values;
  }
  return bound;
}

function valuesOf(call: RawToolCall, tools: readonly ToolDefinition[], ground: Ground): ArgumentSpans | null {
  const read = readCall(call, tools);
  return read.ok ? candidates(read.definition, read.call.arguments, ground) : null;
}

/** No row says when it was written, so that `tomorrow` is of this day; a date that is said in full is the same on any. */
const context = { nowMs: Date.UTC(2025, 0, 1), timeZone: 'UTC' };

function groundOfRequest({ messages }: EvalRequest): Ground {
  const seen = messages.filter(({ role }) => role !== 'system');
  const spoken = seen.filter(({ role }) => role === 'user').map(({ content }) => content);
  return groundOf(
    seen.map(({ content }) => content),
    { spoken, context },
  );
}

function refusal(refused: string, isUngrounded = false): Judged {
  return { calls: [], refused, isUngrounded };
}
