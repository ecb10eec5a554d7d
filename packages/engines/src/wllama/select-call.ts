import { type Clock, type EngineEvent, type GenerateRequest, KingletError } from '@kinglet/spec';
import { allowedTools } from '../grammar/allowed-tools.ts';
import { GrammarRules } from '../grammar/grammar-rules.ts';
import { literal } from '../grammar/literal.ts';
import { type LineFormat, linePrefix, linePrompt } from '../prompt/call-lines.ts';
import type { ContentStripper } from '../prompt/content-stripper.ts';
import { lineArguments } from '../prompt/line-arguments.ts';
import type { CompletionChunk } from './completion-chunk.ts';
import type { TokenIds } from './token-ids.ts';
import type { CompletionParams } from './wllama-session.ts';

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
  const { complete, format, clock } = parts;
  const startMs = clock.monotonicMs();
  const tools = allowedTools(request.tools, request.allowed);
  const names = [
    ...tools.map(({ name }) => name),
    ...(request.toolChoice === 'required' ? [] : [format.none]),
  ];
  if (names.length === 0) {
    throw new KingletError(
      'invalid-input',
      'A tool call is required but no tool may be called. Allow at least one, or choose auto.',
    );
  }
  const prompt = selectPrompt(request, parts);
  const params = { prompt, temperature: request.temperature ?? 0, stop: [] };
  const named = await collect(
    complete({
      ...params,
      n_predict: Math.min(maxNameTokens, request.maxTokens),
      grammar: `root ::= ${names.map((name) => literal(` ${name}`)).join(' | ')}`,
      logit_bias: biases(names, parts),
    }),
    clock,
  );
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
  const args = lineArguments(tool.parameters);
  if (args.only !== null) {
    yield callEvent(tool.name, JSON.stringify(args.parse(args.only)), clock);
    yield { type: 'decode-end', finishReason: 'tool-call', usage };
    return;
  }
  const rules = new GrammarRules();
  const grammar = rules.print(`${args.grammar(rules)} ")"`);
  const written = await collect(
    complete({
      ...params,
      prompt: `${prompt}${named.text}(`,
      n_predict: Math.max(1, request.maxTokens - usage.completionTokens),
      grammar,
    }),
    clock,
  );
  const values = written.text.endsWith(')') ? args.parse(written.text.slice(0, -1)) : null;
  yield callEvent(tool.name, values === null ? written.text : JSON.stringify(values), clock);
  yield {
    type: 'decode-end',
    finishReason: values === null ? 'length' : 'tool-call',
    usage: { ...usage, completionTokens: usage.completionTokens + written.end.completionTokens },
  };
}

function callEvent(name: string, argumentsText: string, clock: Clock): EngineEvent {
  return { type: 'tool-call', call: { id: clock.id(), name, argumentsText } };
}

function biases(
  names: readonly string[],
  { format, tokenIds }: SelectCallParts,
): readonly (readonly [number, number])[] {
  const byToken = new Map<number, number>();
  for (const name of names) {
    const token = tokenIds.firstOf(` ${name}`);
    const bias = nameBias + (format.bias[name] ?? format.otherBias);
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
