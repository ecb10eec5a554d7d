import type { GgufHeader } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { generalType, uint16Of } from './metadata.ts';

/** Refuses an adapter or a part of a split model where a model is needed. Throws `invalid-input`. */
export function checkModel(header: GgufHeader): void {
  const type = generalType(header);
  if (type !== 'model')
    throw invalidFile(
      `The file is of the type ${type.slice(0, 80)}, not a model.`,
      'Choose the file of a base model.',
    );
  const parts = header.metadata.has('split.count') ? uint16Of(header, 'split.count') : 1;
  if (parts !== 1)
    throw invalidFile(
      `The file is a part of a split model${parts === null ? '' : ` of ${parts}`}.`,
      "Join the parts by llama.cpp's gguf-split.",
    );
}
