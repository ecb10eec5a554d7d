import { KingletError } from '@kinglet/spec';
import { type AttachmentInput, maxAttachmentBytes, type RunRecord } from '../shared/index.ts';

/** Reads a file for the worker. A file that is too large is refused before a byte of it is read. */
export async function attachmentInput(file: File): Promise<AttachmentInput> {
  if (file.size > maxAttachmentBytes) {
    throw new KingletError(
      'invalid-input',
      `“${file.name}” has ${megabytes(file.size)} MB; at most ${megabytes(maxAttachmentBytes)} MB can be attached. Attach a smaller part of it.`,
      { details: { sizeBytes: file.size, maxBytes: maxAttachmentBytes } },
    );
  }
  return { name: file.name, mediaType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** Rounded up to a tenth, so that a file over a limit does not read as the limit. */
function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e5) / 10;
}

/** A run's attachments once more, for its sibling. */
export function attachmentsOf(record: RunRecord): readonly AttachmentInput[] {
  return record.attachments.map(({ name, mediaType, text }) => ({
    name,
    mediaType,
    bytes: new TextEncoder().encode(text),
  }));
}
