import { estimateTokens, renderTranscript } from '@kinglet/policy';
import type { ContextTokens, Engine, GenerateRequest, Message, Usage } from '@kinglet/spec';

/** The parts of a request in the order of the prompt. */
const parts = ['system', 'tools', 'history', 'message', 'results'] as const;
type PromptTokens = Record<(typeof parts)[number], number>;

/**
 * How the prompt and its reply filled the context. Exact, by part, where the engine counts with the model's own tokenizer and comes to
 * what it reports afterwards. Else the parts are estimates, by the count or by their length, that add up to what it reports.
 */
export function contextTokens(
  request: GenerateRequest,
  { promptTokens, completionTokens, estimated }: Usage,
  { countTokens }: Pick<Engine, 'countTokens'>,
): ContextTokens {
  if (countTokens !== undefined && request.adapter === undefined) {
    const counted = countedParts(request, countTokens);
    const isSame = promptTokens === 0 || estimated || totalOf(counted) === promptTokens;
    if (isSame) return { ...counted, reply: completionTokens };
    return { ...scaled(counted, promptTokens), reply: completionTokens, estimated: true };
  }
  const guess = estimatedParts(request);
  const prompt = promptTokens > 0 && !estimated ? scaled(guess, promptTokens) : guess;
  return { ...prompt, reply: completionTokens, estimated: true };
}

/** Each part is what the prompt grows by where it comes in; so the template's own tokens count to their part. */
function countedParts(request: GenerateRequest, count: (request: GenerateRequest) => number): PromptTokens {
  const { system, history, message, results } = split(request.messages);
  const tools = request.tools;
  const steps: readonly GenerateRequest[] = [
    { ...request, tools: [], messages: system },
    { ...request, tools, messages: system },
    { ...request, tools, messages: [...system, ...history] },
    { ...request, tools, messages: [...system, ...history, ...message] },
    { ...request, tools, messages: [...system, ...history, ...message, ...results] },
  ];
  const totals = steps.map(count);
  const grown = (index: number) => Math.max(0, (totals[index] ?? 0) - (totals[index - 1] ?? 0));
  return byPart(parts.map((_, index) => grown(index)));
}

function estimatedParts(request: GenerateRequest): PromptTokens {
  const { system, history, message, results } = split(request.messages);
  const tools = request.tools
    .map(({ name, description, parameters }) => `${name} ${description} ${JSON.stringify(parameters)}`)
    .join('\n');
  const texts = [system, [], history, message, results].map(renderTranscript);
  return byPart(texts.map((text, index) => estimateTokens(index === 1 ? tools : text)));
}

/** The same shares of another total; what rounding leaves goes to the largest. */
function scaled(tokens: PromptTokens, total: number): PromptTokens {
  const sum = totalOf(tokens);
  if (sum === 0) return { ...tokens, message: total };
  const shares = parts.map((part) => Math.floor((tokens[part] * total) / sum));
  const largest = shares.indexOf(Math.max(...shares));
  const rest = total - shares.reduce((all, share) => all + share, 0);
  return byPart(shares.map((share, index) => (index === largest ? share + rest : share)));
}

function totalOf(tokens: PromptTokens): number {
  return parts.reduce((all, part) => all + tokens[part], 0);
}

function byPart(tokens: readonly number[]): PromptTokens {
  const [system = 0, tools = 0, history = 0, message = 0, results = 0] = tokens;
  return { system, tools, history, message, results };
}

/** The last user message is the run's own. */
function split(messages: readonly Message[]): Record<Exclude<(typeof parts)[number], 'tools'>, Message[]> {
  const first = messages[0]?.role === 'system' ? 1 : 0;
  const own = Math.max(
    first,
    messages.findLastIndex(({ role }) => role === 'user'),
  );
  return {
    system: messages.slice(0, first),
    history: messages.slice(first, own),
    message: messages.slice(own, own + 1),
    results: messages.slice(own + 1),
  };
}
