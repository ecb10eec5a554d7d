import { expect, it } from 'vitest';
import { maxAttachmentBytes } from '../shared/index.ts';
import { attachmentInput } from './attachment-input.ts';

/** A file that is never to be read. */
function unread(sizeBytes: number): File {
  const file = new File([], 'a.csv');
  Object.defineProperty(file, 'size', { value: sizeBytes });
  Object.defineProperty(file, 'arrayBuffer', { value: () => expect.unreachable('The file was read.') });
  return file;
}

it('refuses a file over 5 MB unread, with its size, the limit and what to do', async () => {
  await expect(attachmentInput(unread(5_200_000))).rejects.toMatchObject({
    code: 'invalid-input',
    message: '“a.csv” has 5.2 MB; at most 5 MB can be attached. Attach a smaller part of it.',
  });
  await expect(attachmentInput(unread(maxAttachmentBytes + 1))).rejects.toThrow('has 5.1 MB');
});

it('reads a file of 5 MB', async () => {
  const file = new File([new Uint8Array(maxAttachmentBytes)], 'a.csv', { type: 'text/csv' });
  const input = await attachmentInput(file);
  expect(input).toMatchObject({ name: 'a.csv', mediaType: 'text/csv' });
  expect(input.bytes).toHaveLength(maxAttachmentBytes);
});
