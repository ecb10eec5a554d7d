import type { Tokenizer } from '@huggingface/tokenizers';
import { isJsonObject, type JsonObject, KingletError } from '@kinglet/spec';

/** A model's tokenizer, with what constraining and prompting need to know of it. */
export interface TextTokenizer {
  /** The vocabulary in the order of its ids, as it spells them; empty where an id has no token. */
  readonly tokens: readonly string[];
  /** Tokens that are no text, such as `<|im_end|>`. */
  readonly controlIds: ReadonlySet<number>;
  /** Texts that are one token wherever they stand. */
  readonly addedTokens: readonly string[];
  /** How the vocabulary spells bytes, in XGrammar's words. */
  readonly spelling: 'byte_level' | 'byte_fallback' | 'raw';
  /** Adds nothing to the text; control tokens in it are read as such. */
  encode(text: string): number[];
  /** Without control tokens. A character that is not whole is U+FFFD. */
  decode(ids: readonly number[]): string;
  idOf(token: string): number | undefined;
}

/** Reads `tokenizer.json` and `tokenizer_config.json`. Throws `engine-failed` where they are of no tokenizer. */
export async function createTextTokenizer(json: JsonObject, config: JsonObject): Promise<TextTokenizer> {
  const tokenizer = await readTokenizer(json, config);
  const vocabulary = [...tokenizer.get_vocab(true)];
  const added = [...tokenizer.get_added_tokens_decoder().values()];
  const tokens = new Array<string>(1 + Math.max(...vocabulary.map(([, id]) => id))).fill('');
  for (const [token, id] of vocabulary) tokens[id] = token;
  return {
    tokens,
    controlIds: new Set(added.filter(({ special }) => special).map(({ id }) => id)),
    addedTokens: added.map(({ content }) => content),
    spelling: spellingOf(json),
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) =>
      // The library refuses no ids at all.
      ids.length === 0
        ? ''
        : tokenizer.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    idOf: (token) => tokenizer.token_to_id(token),
  };
}

async function readTokenizer(json: JsonObject, config: JsonObject): Promise<Tokenizer> {
  const { Tokenizer } = await import('@huggingface/tokenizers');
  try {
    return new Tokenizer(json, config);
  } catch (cause) {
    throw new KingletError(
      'engine-failed',
      `The model's tokenizer.json cannot be read: ${cause instanceof Error ? cause.message : String(cause)}. Choose another model.`,
      { cause },
    );
  }
}

function spellingOf({ decoder }: JsonObject): TextTokenizer['spelling'] {
  const steps = isJsonObject(decoder) && Array.isArray(decoder['decoders']) ? decoder['decoders'] : [decoder];
  const has = (type: string) => steps.some((step) => isJsonObject(step) && step['type'] === type);
  if (has('ByteLevel')) return 'byte_level';
  return has('ByteFallback') ? 'byte_fallback' : 'raw';
}
