/** Removes from text what could pass for a part of the prompt that is ours. */
export interface ContentStripper {
  /** Without the model's control tokens, however they are nested. For all content that we did not write. */
  stripTokens(text: string): string;
}

/**
 * Prompts are tokenized with special tokens on, so `<|im_start|>` inside a tool result would begin a turn.
 * `controlTokens` are the vocabulary's tokens of type 3 (control) and 4 (user-defined); ones of white space only are
 * left alone.
 */
export function createContentStripper(controlTokens: readonly string[]): ContentStripper {
  const tokens = controlTokens.filter((token) => token.trim() !== '').sort((a, b) => b.length - a.length);
  if (tokens.length === 0) return { stripTokens: (text) => text };
  const escaped = tokens.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'g');
  return {
    stripTokens(text) {
      const stripped = text.replace(pattern, '');
      return stripped.search(pattern) < 0 ? stripped : withoutJoined(stripped, tokens);
    },
  };
}

/** Taking a token out can join the halves of another: here each goes as soon as its end is read, however deep they nest. */
function withoutJoined(text: string, tokens: readonly string[]): string {
  const kept: string[] = [];
  for (const unit of text.split('')) {
    kept.push(unit);
    const token = tokens.find((candidate) => endsWith(kept, candidate));
    if (token !== undefined) kept.length -= token.length;
  }
  return kept.join('');
}

function endsWith(units: readonly string[], end: string): boolean {
  const offset = units.length - end.length;
  for (let index = end.length - 1; index >= 0; index -= 1) {
    if (units[offset + index] !== end[index]) return false;
  }
  return true;
}

/**
 * Without characters that a person cannot see but a model can: controls other than tab and line feed, bidirectional
 * overrides, zero-width spaces, tag characters and the supplementary variation selectors. Joiners stay, for scripts
 * and emoji that need them.
 */
export function stripInvisible(text: string): string {
  return text.replace(invisible, '');
}

const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
