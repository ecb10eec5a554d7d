import {
  type AdapterInfo,
  type Clock,
  type EngineEvent,
  type GenerateRequest,
  KingletError,
  toolSignatures,
} from '@kinglet/spec';
import type { ContentStripper } from '../prompt/content-stripper.ts';
import { callProbabilities, type WeighedText } from '../specialist/call-probabilities.ts';
import type { SpecialistReader } from '../specialist/specialist-reader.ts';
import { specialistStep } from '../specialist/specialist-step.ts';
import type { CompletionChunk, CompletionParams } from './completion-session.ts';

/** A loaded specialist with its number among those that are loaded. */
export interface ChosenAdapter {
  readonly info: AdapterInfo;
  readonly index: number;
}

export interface SpecialistCallParts {
  readonly complete: (params: CompletionParams) => AsyncIterable<CompletionChunk>;
  readonly adapter: ChosenAdapter;
  readonly stripper: ContentStripper;
  readonly clock: Clock;
}

/**
 * One step of a specialist, decoded under the grammar of its format.
 *
 * `confidence` is the product of the probabilities of all tokens of the reply, the one that ends it included, in the
 * model's own distribution: before the grammar, and at temperature 1. A forced token that the model did not want makes it low, and
 * a long text too. `callProbabilities` has the same of the parts of its calls. Both are absent where the engine cannot tell
 * probabilities.
 */
export async function* specialistCall(
  request: GenerateRequest,
  { complete, adapter: { info, index }, stripper, clock }: SpecialistCallParts,
): AsyncGenerator<EngineEvent, void, void> {
  checkTools(request, info);
  const startMs = clock.monotonicMs();
  const { prompt, grammar, reader } = specialistStep(request, {
    format: info.format,
    stripper,
    id: () => clock.id(),
  });
  const chunks = complete({
    prompt,
    grammar,
    adapter: index,
    n_predict: request.maxTokens,
    temperature: request.temperature ?? 0,
    stop: request.stop ?? [],
    n_probs: 1,
  });
  let prefilled = false;
  const pieces: WeighedText[] = [];
  let isTold = false;
  for await (const chunk of chunks) {
    if (!prefilled && (chunk.type !== 'progress' || chunk.processed === chunk.total)) {
      prefilled = true;
      yield { type: 'prefill-end', durationMs: clock.monotonicMs() - startMs };
    }
    if (chunk.type === 'progress') continue;
    yield* reader.push(chunk.text);
    if (chunk.type === 'text') {
      isTold ||= chunk.logProbability !== null;
      pieces.push({ text: chunk.text, logProbability: chunk.logProbability ?? 0 });
    } else {
      const { events, finishReason, continues } = reader.end(chunk.finish);
      yield* events;
      yield {
        type: 'decode-end',
        finishReason,
        usage: {
          promptTokens: chunk.promptTokens,
          reusedTokens: chunk.cachedTokens,
          completionTokens: chunk.completionTokens,
        },
        ...(continues ? { continues } : {}),
        ...(isTold ? probabilitiesOf(pieces, reader, info) : {}),
      };
    }
  }
}

function probabilitiesOf(
  pieces: readonly WeighedText[],
  { callLines }: Pick<SpecialistReader, 'callLines'>,
  { format }: AdapterInfo,
) {
  const logProbability = pieces.reduce((sum, piece) => sum + piece.logProbability, 0);
  const calls = callProbabilities(pieces, callLines, format);
  return {
    confidence: Math.exp(logProbability),
    ...(calls.length === 0 ? {} : { callProbabilities: calls }),
  };
}

/** A `bare` specialist answers for the tools that it was trained on, whatever the request has. */
function checkTools({ tools }: GenerateRequest, { id, format, tools: known }: AdapterInfo): void {
  if (format !== 'bare' || toolSignatures(tools) === known) return;
  throw new KingletError(
    'invalid-input',
    `The specialist "${id}" was trained on other tools than the ${tools.length} of this request. Train it again for them, or leave the adapter out.`,
  );
}
