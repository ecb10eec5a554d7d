import { KingletError } from '@kinglet/spec';

const magic = [0x00, 0x61, 0x73, 0x6d];

/**
 * Makes sure that a WebAssembly file is served at the address; reads its first bytes only. wllama waits for ever where it
 * is not. Throws `engine-failed`; rejects with `signal.reason` when cancelled.
 */
export async function checkWasm(url: string, { signal }: { signal: AbortSignal }): Promise<void> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw notServed('it cannot be reached', cause);
  });
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  if (!response.ok) throw notServed(`the server answers ${response.status}`);
  if (value === undefined || magic.some((byte, index) => value[index] !== byte)) {
    throw notServed('the server answers with something else');
  }
}

function notServed(reason: string, cause?: unknown): KingletError {
  return new KingletError(
    'engine-failed',
    `The engine's WebAssembly file cannot be loaded: ${reason}. Reload the page; if that does not help, the site is not complete.`,
    { cause },
  );
}
