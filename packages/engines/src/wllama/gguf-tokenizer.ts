import { GgufReader, valueTypes } from './gguf-reader.ts';
import type { GgufVocabulary } from './gguf-vocabulary.ts';
import { readMetadata } from './gguf-vocabulary.ts';

/** Tokens of a text, as llama.cpp splits it; it adds none of its own. */
export type CountTokens = (text: string) => number;

const letters = "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
const marks = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const gpt2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
/** How words are split before their parts are merged, by `tokenizer.ggml.pre`; llama.cpp, src/llama-vocab.cpp. */
const splits: Readonly<Record<string, readonly string[]>> = {
  smollm: ['\\p{N}', gpt2],
  'gpt-2': [gpt2],
  qwen2: [`${letters}|\\p{N}|${marks}`],
  'llama-bpe': [`${letters}|\\p{N}{1,3}|${marks}`],
};

/**
 * A counter of tokens from the file's own vocabulary and merges; null for a kind of tokenizer that is not known here. It differs from
 * llama.cpp by rare symbols at most, so who counts on it compares with what the engine says. Some 100 ms for 50,000 tokens.
 */
export async function readGgufTokenizer(
  blob: Blob,
  { tokens, tokenTypes }: GgufVocabulary,
  { signal }: { signal: AbortSignal },
): Promise<CountTokens | null> {
  const { kind, pre, merges } = await readMetadata(blob, { read: parseMerges, signal });
  const patterns = splits[pre];
  if (kind !== 'gpt2' || patterns === undefined) return null;
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const special = tokens.flatMap((content, id) => {
    const type = tokenTypes[id];
    if (type !== 3 && type !== 4) return [];
    const form = { single_word: false, lstrip: false, rstrip: false, normalized: false };
    return [{ id, content, ...form, special: type === 3 }];
  });
  const byBytes = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false };
  const tokenizer = new Tokenizer(
    {
      version: '1.0',
      added_tokens: special,
      normalizer: null,
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          ...patterns.map((Regex) => ({
            type: 'Split',
            pattern: { Regex },
            behavior: 'Isolated',
            invert: false,
          })),
          byBytes,
        ],
      },
      post_processor: null,
      decoder: byBytes,
      model: {
        type: 'BPE',
        vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
        merges,
        ignore_merges: pre === 'llama-bpe',
      },
    },
    {},
  );
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids.length;
}

/** Throws RangeError where the view ends before the metadata does. */
function parseMerges(view: DataView): { kind: string; pre: string; merges: readonly string[] } {
  const reader = new GgufReader(view);
  const entries = reader.start();
  const found = { kind: '', pre: '', merges: [] as readonly string[] };
  for (let entry = 0; entry < entries; entry++) {
    const key = reader.string();
    const type = reader.uint32();
    if (key === 'tokenizer.ggml.model' && type === valueTypes.string) found.kind = reader.string();
    else if (key === 'tokenizer.ggml.pre' && type === valueTypes.string) found.pre = reader.string();
    else if (key === 'tokenizer.ggml.merges')
      found.merges = reader.array(type, valueTypes.string, () => reader.string());
    else reader.skip(type);
  }
  return found;
}
