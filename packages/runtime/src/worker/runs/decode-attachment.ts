import { type Attachment, KingletError } from '@kinglet/spec';
import { type AttachmentInput, maxAttachmentBytes } from '../../shared/index.ts';

/** A file's text, as UTF-8 or as UTF-16 with a mark. @throws KingletError `invalid-input` for a large or binary file. */
export function decodeAttachment({ name, mediaType, bytes }: AttachmentInput): Attachment {
  const sizeBytes = bytes.byteLength;
  if (sizeBytes > maxAttachmentBytes) {
    throw new KingletError(
      'invalid-input',
      `“${name}” has ${sizeBytes} bytes; at most ${maxAttachmentBytes} can be attached. Attach a part of it.`,
      { details: { sizeBytes, maxBytes: maxAttachmentBytes } },
    );
  }
  const text = decodedText(bytes);
  if (text === null || text.includes('\0')) {
    throw new KingletError(
      'invalid-input',
      `“${name}” is not a text file. Text, Markdown, CSV and JSON can be read; paste the text of other files.`,
      { details: { sizeBytes } },
    );
  }
  return { name, mediaType: mediaType || 'text/plain', sizeBytes, text };
}

function decodedText(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
