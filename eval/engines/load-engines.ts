import type { AdapterFile } from './adapter-file.ts';
import type { BaseFile } from './base-file.ts';
import { loadBrowserEngine } from './browser-engine.ts';
import type { EngineChoice, EngineName, EvalEngine } from './eval-engine.ts';
import { loadNodeEngine } from './node-engine.ts';

/** Runs `work` with the engines of the name, and closes them whatever happens. */
export async function withEngines<T>(
  name: EngineName,
  { base, adapter, ...choice }: { base: BaseFile; adapter: AdapterFile | null } & EngineChoice,
  work: (engines: readonly EvalEngine[]) => Promise<T>,
): Promise<T> {
  const loaders = {
    node: [loadNodeEngine],
    browser: [loadBrowserEngine],
    both: [loadNodeEngine, loadBrowserEngine],
  };
  const engines: EvalEngine[] = [];
  try {
    for (const load of loaders[name]) engines.push(await load(base, adapter, choice));
    return await work(engines);
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}
