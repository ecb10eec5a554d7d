import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('..', import.meta.url));

/** Where a loop keeps its rows, its run and its adapter; not committed. */
export interface WorkPaths {
  readonly folder: string;
  readonly curated: string;
  readonly replay: string;
  /** Generated rows that nothing is trained on. */
  readonly check: string;
  readonly data: string;
  readonly start: string;
  readonly run: string;
  readonly heldOut: string;
  readonly adapter: string;
  readonly figures: string;
}

export function workPaths(task: string, folder = join(repository, '.cache', 'loop', task)): WorkPaths {
  return {
    folder,
    curated: join(folder, 'curated'),
    replay: join(folder, 'replay'),
    check: join(folder, 'check'),
    data: join(folder, 'data'),
    start: join(folder, 'start'),
    run: join(folder, 'run'),
    heldOut: join(folder, 'held-out.jsonl'),
    adapter: join(folder, `${task}.gguf`),
    figures: join(folder, 'figures.json'),
  };
}
