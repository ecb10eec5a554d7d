import { type AdapterInfo, KingletError } from '@kinglet/spec';
import { turnMarks } from '../specialist/specialist-prompt.ts';
import type { GgufVocabulary } from './gguf-vocabulary.ts';

/**
 * Makes sure that specialists can be used beside a model. Throws `invalid-input` where two have one id, the model is in several files
 * (llama.cpp numbers files by their count), or its vocabulary lacks the marks that their prompts are written with.
 */
export function checkAdapters(
  adapters: readonly { readonly info: AdapterInfo }[],
  { files, vocabulary }: { files: number; vocabulary: GgufVocabulary },
): void {
  if (adapters.length === 0) return;
  const ids = adapters.map(({ info }) => info.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw refused(`Two specialists are called "${twice}". Remove one, or give it another id.`);
  if (files > 1)
    throw refused(
      `The model is in ${files} files, and specialists need one that is in 1. Choose a model in one file.`,
    );
  const missing = Object.values(turnMarks).find((mark) => !vocabulary.tokens.includes(mark));
  if (missing !== undefined)
    throw refused(
      `The model's vocabulary has no ${missing}, which a specialist's prompt needs. Choose a model with that chat markup.`,
    );
}

function refused(message: string): KingletError {
  return new KingletError('invalid-input', message);
}
