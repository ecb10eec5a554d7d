import { KingletError, type ModelFile } from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import { downloadFile } from './download-file.ts';
import { openOpfsDirectory } from './opfs-directory.ts';
import { partName, partSize, readStored, removeStored } from './stored-files.ts';

/** What a test asks of this worker: `cutAt` ends the source there. */
export interface Task {
  readonly file: ModelFile;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly cutAt?: number;
  readonly remove?: boolean;
  /** The part is open, as another tab's download has it. */
  readonly busy?: boolean;
}

export interface Report {
  readonly code: string | null;
  readonly ranges: readonly number[];
  readonly partBytes: number;
  readonly stored: Uint8Array | null;
}

async function perform({ file, content, cutAt = content.length, remove, busy }: Task): Promise<Report> {
  const directory = await openOpfsDirectory();
  const ranges: number[] = [];
  const fetch: Fetch = async (_url, init) => {
    const at = Number(new Headers(init?.headers).get('Range')?.match(/^bytes=(\d+)-\d+$/)?.[1] ?? 0);
    ranges.push(at);
    return new Response(content.slice(at, cutAt), { status: at > 0 ? 206 : 200 });
  };
  let code: string | null = null;
  const open = busy ? await directory.open(partName(file)) : null;
  try {
    if (remove) await removeStored(directory, file);
    else {
      await downloadFile(file, ['https://hub.example/file'], {
        directory,
        fetch,
        freeBytes: async () => null,
        onProgress: () => {},
        onVerify: () => {},
        signal: new AbortController().signal,
      });
    }
  } catch (error) {
    code = error instanceof KingletError ? error.code : String(error);
  }
  open?.close();
  const blob = await readStored(directory, file);
  const stored = blob && new Uint8Array(await blob.arrayBuffer());
  return { code, ranges, partBytes: await partSize(directory, file), stored };
}

addEventListener('message', async ({ data }: MessageEvent<Task>) => postMessage(await perform(data)));
