import type { ContentStripper } from '../prompt/content-stripper.ts';

const controlToken = /<\|[A-Za-z0-9_]{1,40}\|>/g;

/**
 * web-llm tokenizes messages with control tokens on and shows no vocabulary, so everything of the shape `<|name|>` is
 * taken out: that of all control tokens of the Qwen3 and Llama 3 families.
 */
export const controlTokenStripper: ContentStripper = {
  stripTokens(text) {
    let before = text;
    let stripped = text.replace(controlToken, '');
    while (stripped !== before) {
      before = stripped;
      stripped = before.replace(controlToken, '');
    }
    return stripped;
  },
};
