import { expect, it } from 'vitest';
import { maxAdapterBytes } from '../shared/index.ts';
import { adapterInput } from './adapter-input.ts';

it('refuses a file that is too large unread, with its size, the limit and what to do', async () => {
  const file = new File([], 'model.gguf');
  Object.defineProperty(file, 'size', { value: maxAdapterBytes + 1 });
  Object.defineProperty(file, 'arrayBuffer', { value: () => expect.unreachable('The file was read.') });
  await expect(adapterInput(file)).rejects.toMatchObject({
    code: 'invalid-input',
    message: '“model.gguf” has 301 MB; a specialist has at most 300 MB. Choose the adapter, not the model.',
  });
});

it('reads a file that is none', async () => {
  expect(await adapterInput(new File([new Uint8Array([7])], 'a.gguf'))).toEqual(new Uint8Array([7]));
});
