import { readFile } from 'node:fs/promises';
import { KingletError } from '@kinglet/spec';

/** One line of a JSON Lines file, with where it stands for messages: `rows.jsonl:3`. */
export interface JsonLine {
  readonly place: string;
  readonly value: unknown;
}

/** All lines that are not empty. Throws `invalid-input`, by file and line, where one is not JSON. */
export async function readJsonLines(file: string): Promise<readonly JsonLine[]> {
  const text = await readText(file);
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const place = `${file}:${index + 1}`;
    try {
      return [{ place, value: JSON.parse(line) as unknown }];
    } catch (cause) {
      const message = `${place}: this line is not JSON (${cause instanceof Error ? cause.message : cause}). Correct or remove it.`;
      throw new KingletError('invalid-input', message, { cause });
    }
  });
}

/** Throws `invalid-input` where the file cannot be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new KingletError('invalid-input', `${file} cannot be read: ${codeOf(cause)}. Check the path.`, {
      cause,
    });
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
