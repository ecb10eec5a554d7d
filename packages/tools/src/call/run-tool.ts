import {
  type Clock,
  KingletError,
  type Tool,
  type ToolCall,
  type ToolContext,
  type ToolOutcome,
} from '@kinglet/spec';
import { capText, cleanText, oneLine } from '../text/clean-text.ts';
import { linkedAbort } from './linked-abort.ts';
import { failure } from './outcome.ts';

/** Longest result that goes to a model, in characters. */
export const maxContentLength = 4_000;
const maxUnderstoodLength = 200;
/** Made once: an error costs its stack. */
const hasEnded = new KingletError('timeout', 'The tool has ended.');

/**
 * Runs one validated call. A throw, a hang beyond the tool's `timeoutMs` and a useless result become failed outcomes;
 * the content is stripped of hidden characters and capped at `maxLength` characters. Rejects only with `signal.reason` of the context's signal,
 * and then at once, whether or not the tool heeds it. Code that never yields cannot be stopped from here.
 */
export async function runTool(
  tool: Tool,
  call: ToolCall,
  context: ToolContext,
  {
    clock = timerClock,
    maxLength = maxContentLength,
  }: { clock?: Pick<Clock, 'sleep'>; maxLength?: number } = {},
): Promise<ToolOutcome> {
  context.signal.throwIfAborted();
  const { name, timeoutMs } = tool.definition;
  const { signal, end } = linkedAbort(context.signal);
  try {
    const outcome = await Promise.race([
      Promise.resolve().then(() => tool.run(call.arguments, { ...context, signal })),
      clock.sleep(timeoutMs, { signal }).then(() => timedOut(name, timeoutMs)),
    ]);
    context.signal.throwIfAborted();
    return tidy(outcome, name, maxLength);
  } catch (thrown) {
    context.signal.throwIfAborted();
    return tidy(failure(whatBroke(name, thrown)), name, maxLength);
  } finally {
    end(hasEnded);
  }
}

/** A KingletError says what to do; anything else was not foreseen. */
function whatBroke(name: string, thrown: unknown): string {
  if (thrown instanceof KingletError) return thrown.message;
  const reason = oneLine(thrown instanceof Error ? thrown.message : String(thrown), maxUnderstoodLength);
  return `${name} broke: ${reason || 'it did not say why'}. Try again, or ask in other words.`;
}

function timedOut(name: string, timeoutMs: number): ToolOutcome {
  return failure(
    `${name} did not finish within ${timeoutMs / 1_000} s and was stopped. Try again, or ask for something smaller.`,
  );
}

function tidy(outcome: ToolOutcome, name: string, maxLength: number): ToolOutcome {
  const content = capText(cleanText(String(outcome.content)), maxLength);
  return {
    content: content.trim() === '' ? `${name} gave an empty result.` : content,
    failed: outcome.failed,
    ...(outcome.understood === undefined
      ? {}
      : { understood: oneLine(outcome.understood, maxUnderstoodLength) }),
    ...(outcome.untrusted === undefined ? {} : { untrusted: outcome.untrusted }),
    ...(outcome.answers === undefined ? {} : { answers: outcome.answers }),
  };
}

const timerClock: Pick<Clock, 'sleep'> = {
  sleep: (durationMs, { signal }) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, durationMs);
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          reject(signal.reason);
        },
        { once: true },
      );
    }),
};
