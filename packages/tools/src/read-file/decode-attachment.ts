import { type Attachment, KingletError } from '@kinglet/spec';
import { oneLine } from '../text/clean-text.ts';

/** Largest attachment: 5 MB. */
export const maxAttachmentBytes = 5_000_000;

const binarySignatures: readonly (readonly [string, readonly number[]])[] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a ZIP or Office file', [0x50, 0x4b, 0x03, 0x04]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['an old Office file', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a gzip archive', [0x1f, 0x8b]],
];

/**
 * Decodes an attached text file: UTF-8, UTF-16 with a byte-order mark, else Windows-1252. Throws KingletError
 * `invalid-input` where it is binary, empty or larger than 5 MB, with what to do.
 */
export function decodeAttachment(name: string, mediaType: string, bytes: Uint8Array): Attachment {
  const shown = oneLine(name, 100) || 'The file';
  if (bytes.length > maxAttachmentBytes) {
    const megabytes = Math.ceil(bytes.length / 1e5) / 10;
    throw refused(
      `"${shown}" has ${megabytes} MB; at most 5 MB can be attached. Attach a smaller part of it.`,
    );
  }
  if (bytes.length === 0) throw refused(`"${shown}" is empty. Attach a file with text in it.`);
  const signature = binarySignatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (signature !== undefined) {
    throw refused(
      `"${shown}" is ${signature[0]}, not text. Attach text, Markdown, CSV or JSON, or paste its text here.`,
    );
  }
  const text = decode(bytes);
  if (text === null) {
    throw refused(
      `"${shown}" is a binary file, not text. Attach text, Markdown, CSV or JSON, or paste its text here.`,
    );
  }
  return { name: shown, mediaType: mediaType || 'text/plain', sizeBytes: bytes.length, text };
}

/** Null where the bytes are not text: a NUL, or more than one control character in a hundred. */
function decode(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return null;
  let controls = 0;
  for (const byte of bytes)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) controls += 1;
  if (controls * 100 > bytes.length) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function refused(message: string): KingletError {
  return new KingletError('invalid-input', message);
}
