/** Texts that are one token, built up from left to right; all else is spelled in bytes. */
const words = [
  ...['tool', '_call', 'name', 'arguments', 'weather', 'city', 'unit', 'age', 'Ada', 'Bern', 'result'],
  ...[
    'system',
    'user',
    'assistant',
    ' the',
    ' and',
    ' is',
    ' in',
    ' of',
    ' a',
    ' to',
    ' it',
    'word',
    ' word',
  ],
  ...[
    'Answer',
    ' few',
    ' words',
    'What',
    ' two',
    ' three',
    ' six',
    'Count',
    ' from',
    ' one',
    'Tell',
    ' me',
    ' story',
  ],
  ...['":"', '","', '":{"', '{"', '"}', '}</', '":', '"}}</'],
];

const control = ['<|im_start|>', '<|im_end|>'];

/** ChatML, as the SmolLM2 models have it. */
const chatTemplate =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

/** A byte-level BPE tokenizer of some hundred tokens, as `tokenizer.json` and `tokenizer_config.json` spell it. */
export function tinyTokenizer() {
  const bytes = byteCharacters();
  const tokens = new Set(bytes);
  const merges = new Map<string, readonly [string, string]>();
  for (const word of words) {
    const [first = '', ...rest] = [...new TextEncoder().encode(word)].map((byte) => bytes[byte] ?? '');
    let whole = first;
    for (const next of rest) {
      merges.set(`${whole} ${next}`, [whole, next]);
      whole += next;
      tokens.add(whole);
    }
  }
  const texts = [...tokens, ...control];
  const idOf = (token: string) => texts.indexOf(token);
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    /** In the order of their ids, spelled as the vocabulary does. */
    texts,
    endId: idOf('<|im_end|>'),
    json: {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: control.map((content) => ({ id: idOf(content), content, ...plainAdded })),
      normalizer: null,
      pre_tokenizer: byteLevel,
      post_processor: null,
      decoder: byteLevel,
      model: {
        ...{ type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null },
        ...{ end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ignore_merges: false },
        vocab: Object.fromEntries([...tokens].map((token, id) => [token, id])),
        merges: [...merges.values()],
      },
    },
    config: {
      tokenizer_class: 'GPT2Tokenizer',
      bos_token: '<|im_start|>',
      eos_token: '<|im_end|>',
      chat_template: chatTemplate,
    },
  };
}

const plainAdded = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };

/** GPT-2's letters for the 256 bytes: printable ones stand for themselves, the others for U+0100 and up. */
function byteCharacters(): string[] {
  let others = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(printable ? byte : 256 + others++);
  });
}
