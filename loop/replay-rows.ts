import { join } from 'node:path';
import { isJsonObject } from '@kinglet/spec';
import { readJsonLines } from '../eval/rows/read-json-lines.ts';
import type { CuratedRow } from './curate/curate.ts';

/** As the trainer wrote it. */
interface GeneratedRow {
  readonly messages: readonly { readonly content: string }[];
  readonly reply: readonly unknown[];
}

/** The rows of a generated dataset folder that ask one thing and want calls, less those that another folder has too. */
export async function generatedRows(
  folder: string,
  { not }: { not: string },
): Promise<readonly CuratedRow[]> {
  const [asked, trained] = await Promise.all([readRows(folder), readRows(not)]);
  const known = new Set(trained.map(({ messages }) => messages[0]?.content));
  return asked.flatMap(({ messages, reply }) => {
    const calls = reply.flatMap((action) =>
      isJsonObject(action) && typeof action['tool'] === 'string' && isJsonObject(action['arguments'])
        ? [{ tool: action['tool'], arguments: action['arguments'] }]
        : [],
    );
    const [first] = messages;
    const isCall = calls.length > 0 && calls.length === reply.length;
    if (first === undefined || messages.length > 1 || !isCall || known.has(first.content)) return [];
    return [{ message: first.content, calls, teacher: 'generator' }];
  });
}

async function readRows(folder: string): Promise<readonly GeneratedRow[]> {
  const lines = await readJsonLines(join(folder, 'train.jsonl'));
  return lines.map(({ value }) => value as GeneratedRow);
}
