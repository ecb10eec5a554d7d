import type { AdapterHeader } from './adapter-header.ts';
import type { GgufHeader } from './gguf-header.ts';
import { invalidFile } from './invalid-file.ts';
import { parentSha256, textOf } from './metadata.ts';

const nextStep = 'Load the base model that the adapter names, or train the adapter for this one.';

/** The key of a merged file that names what was merged into it. */
export const mergedKey = 'kinglet.merged_adapter';

/**
 * Throws `invalid-input` where an adapter does not belong to a base. `baseSha256` is the SHA-256 of the base's own file; where that is a
 * re-quantised copy, the hash of its source that the copy records counts as well.
 */
export function checkAdapter(adapter: AdapterHeader, base: GgufHeader, baseSha256: string): void {
  const merged = textOf(base, mergedKey);
  if (merged !== null)
    throw invalidFile(
      `The base has the adapter ${merged} merged into it.`,
      'Load the base without an adapter.',
    );
  const parent = parentSha256(base);
  if (adapter.baseSha256 !== baseSha256 && adapter.baseSha256 !== parent) {
    const source = parent === null ? '' : `, made from ${parent}`;
    throw invalidFile(
      `The adapter ${adapter.id} is for the base ${adapter.baseSha256}; this one is ${baseSha256}${source}.`,
      nextStep,
      { adapterBase: adapter.baseSha256, base: parent ?? baseSha256 },
    );
  }
  const architecture = textOf(base, 'general.architecture');
  if (adapter.architecture !== architecture)
    throw invalidFile(
      `The adapter ${adapter.id} is for a model of the kind ${adapter.architecture}; the base is ${architecture}.`,
      nextStep,
    );
  checkShapes(adapter, base);
}

function checkShapes({ id, tensors }: AdapterHeader, base: GgufHeader): void {
  const shapes = new Map(base.tensors.map(({ name, shape }) => [name, shape]));
  for (const { target, columns, rows } of tensors) {
    const shape = shapes.get(target);
    if (shape === undefined)
      throw invalidFile(`The adapter ${id} changes ${target}, which the base does not have.`, nextStep);
    if (shape.length !== 2 || shape[0] !== columns || shape[1] !== rows)
      throw invalidFile(
        `The adapter ${id} has ${columns} x ${rows} for ${target}; the base has ${shape.join(' x ')}.`,
        nextStep,
      );
  }
}
