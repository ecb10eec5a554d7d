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

/** Parses the template text (Jinja, from the model's metadata). Throws `engine-failed` where it cannot be read. */
export function parseChatTemplate(text: string, { bosToken, eosToken }: ChatTemplateOptions): ChatTemplate {
  const template = attempt('read', () => new Template(text));
  return {
    render: (turns, { generationPrompt }) =>
      attempt('applied', () =>
        template.render({
          messages: turns.map(({ role, content }) => ({ role, content })),
          add_generation_prompt: generationPrompt,
          // Qwen3 and SmolLM3 think aloud before each answer unless told otherwise, at a token a thought.
          enable_thinking: false,
          bos_token: bosToken,
          eos_token: eosToken,
        }),
      ),
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
