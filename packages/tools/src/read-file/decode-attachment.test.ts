import { describe, expect, it } from 'vitest';
import { decodeAttachment } from './decode-attachment.ts';

const bytes = (...values: number[]) => new Uint8Array(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('decodeAttachment', () => {
  it.each([
    ['UTF-8', utf8('Zürich ✓'), 'Zürich ✓'],
    ['UTF-8 with a byte-order mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'a'],
    ['UTF-16 little endian', bytes(0xff, 0xfe, 0x61, 0, 0x62, 0), 'ab'],
    ['UTF-16 big endian', bytes(0xfe, 0xff, 0, 0x61, 0, 0x62), 'ab'],
    ['Windows-1252', bytes(0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68), 'Zürich'],
  ])('reads %s', (_name, data, text) => {
    expect(decodeAttachment('a.txt', 'text/plain', data)).toEqual({
      name: 'a.txt',
      mediaType: 'text/plain',
      sizeBytes: data.length,
      text,
    });
  });

  it.each([
    ['a PDF', utf8('%PDF-1.7 ...'), 'is a PDF, not text'],
    ['a ZIP', bytes(0x50, 0x4b, 3, 4, 5), 'ZIP or Office'],
    ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47), 'PNG image'],
    ['NUL bytes', bytes(0x61, 0, 0x62), 'binary file'],
    ['many control characters', bytes(1, 2, 3, 0x61), 'binary file'],
    ['nothing', bytes(), 'is empty'],
  ])('refuses %s and says what to do', (_name, data, message) => {
    expect(() => decodeAttachment('x.bin', '', data)).toThrow(message);
    expect(() => decodeAttachment('x.bin', '', data)).toThrow(/Attach/);
  });

  it('takes 5 MB and refuses a byte more', () => {
    const most = new Uint8Array(5_000_000).fill(0x61);
    expect(decodeAttachment('a.txt', '', most).text).toHaveLength(5_000_000);
    expect(() => decodeAttachment('a.txt', '', new Uint8Array(5_000_001).fill(0x61))).toThrow(
      '"a.txt" has 5.1 MB; at most 5 MB can be attached. Attach a smaller part of it.',
    );
  });

  it('cleans the name', () => {
    expect(decodeAttachment('a\u202Etxt.exe\n', '', utf8('x')).name).toBe('atxt.exe');
  });
});
