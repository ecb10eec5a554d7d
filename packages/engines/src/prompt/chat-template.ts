import { Template } from '@huggingface/jinja';
import { KingletError } from '@kinglet/spec';
import type { ChatTurn } from './chat-turns.ts';

export interface ChatTemplateOptions {
  /** Empty where the engine adds its own. */
  readonly bosToken: string;
  readonly eosToken: string;
}

/** Renders turns with a model's own chat template. */
export interface ChatTemplate {
  /** `generationPrompt`: ends with the opening of the assistant's turn. Throws `engine-failed` where the template refuses. */
  render(turns: readonly ChatTurn[], options: { generationPrompt: boolean }): string;
}

/** So many numbers a template may count in one rendering: real ones count messages. */
const mostCounted = 100_000;

/** Its own line, which the next line break belongs to, so that the text renders as it would without it. */
const boundRange = '{% set range = bounded_range %}\n';

/**
 * Parses the template text (Jinja, from the model's metadata). Throws `engine-failed` where it cannot be read. A template comes
 * with a file from anywhere: it reaches nothing beside what it is given, and counting does not fill the memory.
 */
export function parseChatTemplate(text: string, { bosToken, eosToken }: ChatTemplateOptions): ChatTemplate {
  const template = attempt('read', () => new Template(boundRange + text));
  return {
    render: (turns, { generationPrompt }) =>
      attempt('applied', () =>
        template.render({
          messages: turns.map(({ role, content }) => ({ role, content })),
          add_generation_prompt: generationPrompt,
          bounded_range: boundedRange(),
          // Qwen3 and SmolLM3 think aloud before each answer unless told otherwise, at a token a thought.
          enable_thinking: false,
          bos_token: bosToken,
          eos_token: eosToken,
        }),
      ),
  };
}

/** Jinja's own `range`, up to `mostCounted` numbers in all calls together. */
function boundedRange(): (start: number, stop?: number | null, step?: number | null) => number[] {
  let counted = 0;
  return (start, stop, step) => {
    const [from, to] = stop == null ? [0, start] : [start, stop];
    const by = step ?? 1;
    const length = Math.max(0, Math.ceil((to - from) / by));
    counted += length;
    if (!(counted <= mostCounted)) throw new Error(`it counts further than ${mostCounted}`);
    return Array.from({ length }, (_, index) => from + index * by);
  };
}

function attempt<Result>(verb: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new KingletError(
      'engine-failed',
      `The model's chat template cannot be ${verb}: ${reason}. Choose another model.`,
      { cause },
    );
  }
}
