import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolSignatures } from '@kinglet/spec';
import { tinyAdapter } from '@kinglet/testkit/tiny-gguf';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtInDefinitions } from './built-in-definitions.ts';
import { startAdapter } from './start-adapter.ts';

const tools = builtInDefinitions();
const known = {
  baseSha256: 'a'.repeat(64),
  id: 'builtin-tiny',
  format: 'bare',
  tools: toolSignatures(tools),
};
let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'kinglet-start-')), 'start.gguf');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

it('gives the id of a file that knows the tools', async () => {
  await writeFile(path, tinyAdapter(known));
  expect(await startAdapter(path, tools)).toEqual({ path, id: 'builtin-tiny' });
});

it('refuses a missing file, one with schemas, and a stale one', async () => {
  await expect(startAdapter(path, tools)).rejects.toThrow('There is no adapter at');
  await writeFile(path, tinyAdapter({ ...known, format: 'schemas', tools: '' }));
  await expect(startAdapter(path, tools)).rejects.toThrow('builtin-tiny (schemas) does not know');
  await writeFile(path, tinyAdapter({ ...known, tools: 'note(text)' }));
  await expect(startAdapter(path, tools)).rejects.toThrow('train it again');
});
