import type { ToolDefinition } from '@kinglet/spec';
import { test } from 'vitest';
import type { LoadedAdapter } from '../wllama-session.ts';

const adapterUrl = '/adapters/builtin-135m.gguf';

/** The app's own specialist, or null with the reason printed and shown as a skipped test. */
export async function builtinAdapter(): Promise<LoadedAdapter | null> {
  const response = await fetch(adapterUrl);
  if (response.ok && response.headers.get('content-type') !== 'text/html') {
    const blob = await response.blob();
    return { info: { id: 'builtin-135m', format: 'bare', tools: await signaturesIn(blob) }, blob };
  }
  const reason = `skipped: no specialist at public${adapterUrl}`;
  console.info(reason);
  test.skip(reason, () => {});
  return null;
}

/** The text value of `kinglet.tools`, whose key, type and length stand before it in the header. */
async function signaturesIn(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.slice(0, 65_536).arrayBuffer());
  const key = 'kinglet.tools';
  const at = new TextDecoder('latin1').decode(bytes).indexOf(key) + key.length + 4;
  const length = Number(new DataView(bytes.buffer).getBigUint64(at, true));
  return new TextDecoder().decode(bytes.subarray(at + 8, at + 8 + length));
}

/** Tools with these signatures and no more. */
export function toolsOf(signatures: string): readonly ToolDefinition[] {
  return signatures.split('\n').map((signature) => {
    const [, name = '', list = ''] = /^(\w+)\((.*)\)$/.exec(signature) ?? [];
    const args =
      list === '' ? [] : list.split(', ').map((each) => /^(\w+)(\??)(?:: (.*))?$/.exec(each) ?? []);
    const properties = args.map(([, key = '', , choices]) => [
      key,
      { type: 'string' as const, ...(choices === undefined ? {} : { enum: choices.split('|') }) },
    ]);
    const parameters = {
      type: 'object' as const,
      properties: Object.fromEntries(properties),
      required: args.flatMap(([, key = '', optional]) => (optional === '' ? [key] : [])),
    };
    return {
      name,
      description: name,
      parameters,
      risk: 'read',
      destructive: false,
      timeoutMs: 1000,
      origin: 'built-in',
    };
  });
}
