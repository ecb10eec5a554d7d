import {
  type Clock,
  type EngineEvent,
  type GenerateRequest,
  KingletError,
  type ToolDefinition,
} from '@kinglet/spec';
import { allowedTools } from '../grammar/allowed-tools.ts';
import { GrammarRules } from '../grammar/grammar-rules.ts';
import { all, any, text } from '../grammar/rule.ts';
import { type LineFormat, linePrefix, linePrompt } from '../prompt/call-lines.ts';
import type { ContentStripper } from '../prompt/content-stripper.ts';
import { lineArguments } from '../prompt/line-arguments.ts';
import type { CompletionChunk, CompletionParams } from './completion-session.ts';
import type { TokenIds } from './token-ids.ts';

export interface SelectCallParts {
  readonly complete: (params: CompletionParams) => AsyncIterable<CompletionChunk>;
  readonly format: LineFormat;
  readonly stripper: ContentStripper;
  readonly tokenIds: TokenIds;
  readonly clock: Clock;
}

/** Lifts the names above all other tokens, whatever their own bias. */
const nameBias = 50;
const maxNameTokens = 16;

/** The prompt that `selectCall` decodes from; without a user message, only what stays the same for every message. */
export function selectPrompt(
  { messages, tools }: GenerateRequest,
  { format, stripper }: Pick<SelectCallParts, 'format' | 'stripper'>,
): string {
  const message = messages.findLast(({ role }) => role === 'user');
  const prompt =
    message === undefined ? linePrefix(tools, format) : linePrompt(tools, message.content, format);
  return stripper.stripTokens(prompt);
}

/**
 * Maps the latest user message to one call, or to none: an empty reply that ends with `stop`. First the name, each
 * with its bias; then the arguments, where there is a choice. All names and values come from the request.
 */
export async function* selectCall(
  request: GenerateRequest,
  parts: SelectCallParts,
): AsyncGenerator<EngineEvent, void, void> {
  const { clock } = parts;
  const startMs = clock.monotonicMs();
  const tools = allowedTools(request.tools, request.allowed);
  const prompt = selectPrompt(request, parts);
  const named = await selectName(tools, prompt, request, parts);
  yield { type: 'prefill-end', durationMs: named.prefilledMs - startMs };
  const usage = {
    promptTokens: named.end.promptTokens,
    reusedTokens: named.end.cachedTokens,
    completionTokens: named.end.completionTokens,
  };
  const tool = tools.find(({ name }) => named.text === ` ${name}`);
  if (tool === undefined) {
    yield { type: 'decode-end', finishReason: named.end.finish, usage };
    return;
  }
  const { name } = tool;
  const maxTokens = Math.max(1, request.maxTokens - usage.completionTokens);
  const written = await selectArguments(tool, `${prompt} ${name}(`, { ...request, maxTokens }, parts);
  yield { type: 'tool-call', call: { id: clock.id(), name, argumentsText: written.argumentsText } };
  yield {
    type: 'decode-end',
    finishReason: written.isComplete ? 'tool-call' : 'length',
    usage: { ...usage, completionTokens: usage.completionTokens + written.completionTokens },
  };
}

function selectName(
  tools: readonly ToolDefinition[],
  prompt: string,
  { toolChoice, maxTokens, temperature = 0 }: GenerateRequest,
  parts: SelectCallParts,
): Promise<Collected> {
  const names = tools.map(({ name }) => name);
  if (toolChoice !== 'required') names.push(parts.format.none);
  if (names.length === 0) {
    throw new KingletError(
      'invalid-input',
      'A tool call is required but no tool may be called. Allow at least one, or choose auto.',
    );
  }
  const chunks = parts.complete({
    prompt,
    n_predict: Math.min(maxNameTokens, maxTokens),
    temperature,
    stop: [],
    grammar: new GrammarRules().print(any(names.map((name) => text(` ${name}`)))),
    logit_bias: biases(names, parts),
  });
  return collect(chunks, parts.clock);
}

interface WrittenArguments {
  /** JSON, or what came of it. */
  readonly argumentsText: string;
  readonly isComplete: boolean;
  readonly completionTokens: number;
}

async function selectArguments(
  { parameters }: ToolDefinition,
  prompt: string,
  { maxTokens, temperature = 0 }: GenerateRequest,
  { complete, clock }: SelectCallParts,
): Promise<WrittenArguments> {
  const args = lineArguments(parameters);
  if (args.only !== null) {
    return { argumentsText: JSON.stringify(args.parse(args.only)), isComplete: true, completionTokens: 0 };
  }
  const rules = new GrammarRules();
  const grammar = rules.print(all(args.grammar(rules), text(')')));
  const { text: written, end } = await collect(
    complete({ prompt, n_predict: maxTokens, temperature, stop: [], grammar }),
    clock,
  );
  const values = written.endsWith(')') ? args.parse(written.slice(0, -1)) : null;
  return {
    argumentsText: values === null ? written : JSON.stringify(values),
    isComplete: values !== null,
    completionTokens: end.completionTokens,
  };
}

function biases(
  names: readonly string[],
  { format, tokenIds }: SelectCallParts,
): readonly (readonly [number, number])[] {
  const byToken = new Map<number, number>();
  for (const name of names) {
    const token = tokenIds.firstOf(` ${name}`);
    const fitted = Object.hasOwn(format.bias, name) ? format.bias[name] : undefined;
    const bias = nameBias + (fitted ?? format.otherBias);
    if (token !== null) byToken.set(token, Math.max(bias, byToken.get(token) ?? bias));
  }
  return [...byToken];
}

interface Collected {
  readonly text: string;
  readonly end: Extract<CompletionChunk, { type: 'end' }>;
  /** Monotonic time at which the prompt was read. */
  readonly prefilledMs: number;
}

async function collect(chunks: AsyncIterable<CompletionChunk>, clock: Clock): Promise<Collected> {
  let text = '';
  let prefilledMs: number | null = null;
  for await (const chunk of chunks) {
    if (chunk.type !== 'progress' || chunk.processed === chunk.total) prefilledMs ??= clock.monotonicMs();
    if (chunk.type === 'progress') continue;
    text += chunk.text;
    if (chunk.type === 'end') return { text, end: chunk, prefilledMs: prefilledMs ?? clock.monotonicMs() };
  }
  throw new KingletError(
    'engine-failed',
    'The engine ended a reply without its counts. Reload the model and try again.',
  );
}
