import type { Options } from './options.ts';
export async function runCalls(_file: string, _options: Options): Promise<void> {}
