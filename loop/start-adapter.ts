import { existsSync, openAsBlob } from 'node:fs';
import { readAdapter } from '@kinglet/gguf';
import { KingletError, type ToolDefinition, toolSignatures } from '@kinglet/spec';

/** The specialist that a loop goes on from. */
export interface StartAdapter {
  readonly path: string;
  readonly id: string;
}

/** Throws `invalid-input` where there is no such file, or it does not know these tools by heart. */
export async function startAdapter(path: string, tools: readonly ToolDefinition[]): Promise<StartAdapter> {
  if (!existsSync(path)) {
    throw new KingletError(
      'invalid-input',
      `There is no adapter at ${path}. Name one with --start, such as public/adapters/builtin-135m.gguf.`,
    );
  }
  const { id, format, tools: known } = await readAdapter(await openAsBlob(path));
  if (format === 'bare' && known === toolSignatures(tools)) return { path, id };
  throw new KingletError(
    'invalid-input',
    `${id} (${format}) does not know the built-in tools of now by heart, so nothing can be learned on top of it. Name another with --start, or train it again.`,
  );
}
