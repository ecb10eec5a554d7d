import { describe, expect, it } from 'vitest';
import { maxAttachmentBytes } from '../../shared/index.ts';
import { decodeAttachment } from './decode-attachment.ts';

function attach(bytes: Uint8Array) {
  return decodeAttachment({ name: 'notes.md', mediaType: '', bytes });
}

describe('decodeAttachment', () => {
  it('reads UTF-8, with and without a mark', () => {
    expect(attach(new TextEncoder().encode('Grüße'))).toMatchObject({
      text: 'Grüße',
      mediaType: 'text/plain',
    });
    expect(attach(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)).text).toBe('a');
  });

  it('reads UTF-16 with a mark', () => {
    expect(attach(Uint8Array.of(0xff, 0xfe, 0x61, 0)).text).toBe('a');
    expect(attach(Uint8Array.of(0xfe, 0xff, 0, 0x61)).text).toBe('a');
  });

  it.each([
    ['an image', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['text with a null', new TextEncoder().encode('a\0b')],
  ])('refuses %s and says what can be read', (_what, bytes) => {
    expect(() => attach(bytes)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('CSV') }),
    );
  });

  it('refuses 5 MB and names both sizes', () => {
    expect(() => attach(new Uint8Array(5_000_000))).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        details: { sizeBytes: 5_000_000, maxBytes: maxAttachmentBytes },
      }),
    );
  });
});
