import type { ContentStripper } from '../prompt/content-stripper.ts';

const controlToken = /<\|[A-Za-z0-9_]{1,40}\|>/;
const atEnd = new RegExp(`${controlToken.source}$`);
const longest = 44;

/**
 * web-llm tokenizes messages with control tokens on and shows no vocabulary, so everything of the shape `<|name|>` is
 * taken out, however deep it is nested: that of all control tokens of the Qwen3 and Llama 3 families.
 */
export const controlTokenStripper: ContentStripper = {
  stripTokens(text) {
    if (!controlToken.test(text)) return text;
    const kept: string[] = [];
    for (const unit of text.split('')) {
      kept.push(unit);
      if (unit === '>') kept.length -= atEnd.exec(kept.slice(-longest).join(''))?.[0].length ?? 0;
    }
    return kept.join('');
  },
};
