import type { Options } from './options.ts';
export async function runTasks(_file: string, _options: Options): Promise<void> {}
