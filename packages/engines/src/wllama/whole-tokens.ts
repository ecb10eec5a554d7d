import type { GgufVocabulary } from './gguf-vocabulary.ts';

/** Which tokens of a vocabulary are whole characters. */
export interface WholeTokens {
  /** Ids of the tokens that begin or end within a character. */
  readonly partial: readonly number[];
  /** Whether each character of the text stands in a token that is whole, so that all of it can be written without partial ones. */
  covers(text: string): boolean;
}

const byteType = 6;
const normalType = 1;

/** Reads byte-level vocabularies (GPT-2's spelling of bytes) and SentencePiece ones (`<0xE2>` for a byte, type 6). */
export function wholeTokens({ tokens, tokenTypes }: GgufVocabulary): WholeTokens {
  const isByteLevel = !tokenTypes.includes(byteType);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const partial: number[] = [];
  const known = new Set<string>();
  for (const [id, token] of tokens.entries()) {
    const type = tokenTypes[id];
    if (type !== normalType && type !== byteType) continue;
    const text = isByteLevel ? byteLevelText(token, decoder) : type === byteType ? byteText(token) : token;
    if (text === null) partial.push(id);
    // What is ASCII only, is most of it, and needs no look.
    else if (/[^\0-\x7f]/.test(text)) for (const char of text) known.add(char);
  }
  return { partial, covers: (text) => [...text].every((char) => char <= '\x7f' || known.has(char)) };
}

/** Null where the token's bytes are no whole text. */
function byteLevelText(token: string, decoder: TextDecoder): string | null {
  const bytes = new Uint8Array(token.length);
  for (let index = 0; index < token.length; index++) {
    const byte = byteOf.get(token[index] ?? '');
    // Spelled as it is, by a vocabulary that is not of bytes after all.
    if (byte === undefined) return token;
    bytes[index] = byte;
  }
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** `<0x41>` is a whole character, `<0xE2>` none. */
function byteText(token: string): string | null {
  const byte = Number(/^<(0x[0-9A-F]{2})>$/.exec(token)?.[1] ?? Number.NaN);
  return byte < 0x80 ? String.fromCharCode(byte) : null;
}

/** The character that stands for each byte (`bytes_to_unicode`, https://github.com/openai/gpt-2/blob/master/src/encoder.py). */
const byteOf: ReadonlyMap<string, number> = new Map(byteSpellings());

function* byteSpellings(): Iterable<[string, number]> {
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const isPlain = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    yield [String.fromCharCode(isPlain ? byte : next++), byte];
  }
}
