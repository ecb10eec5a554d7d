import { readFile } from 'node:fs/promises';

/** A prompt of `check.json` and what PyTorch made of it with the weights that the export started from. */
export interface Check {
  readonly prompt: string;
  readonly ids: readonly number[];
  readonly reply: string;
}

export interface CheckFile {
  readonly maxNewTokens: number;
  readonly checks: readonly Check[];
}

/** Reads the file that the trainer's ONNX export wrote; an error where it is missing or something else. */
export async function readCheckFile(path: string): Promise<CheckFile> {
  const value: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (isCheckFile(value)) return value;
  throw new Error(`${path} is no check of an ONNX export. Export the run again with this trainer.`);
}

function isCheckFile(value: unknown): value is CheckFile {
  return (
    isObject(value) &&
    typeof value['maxNewTokens'] === 'number' &&
    Array.isArray(value['checks']) &&
    value['checks'].length > 0 &&
    value['checks'].every(isCheck)
  );
}

function isCheck(value: unknown): value is Check {
  return (
    isObject(value) &&
    typeof value['prompt'] === 'string' &&
    typeof value['reply'] === 'string' &&
    Array.isArray(value['ids']) &&
    value['ids'].every((id) => typeof id === 'number')
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
