import type { ContextTokens } from '@kinglet/spec';
import { formatNumber } from './format.ts';
import { strings } from './strings.ts';

const words = strings.badge;

/** Such as `system 120, tools 300, message 20, reply 12`; a part without tokens is left out. */
export function contextText(context: ContextTokens): string {
  const parts = Object.entries(words.parts).flatMap(([part, name]) => {
    const tokens = context[part as keyof typeof words.parts];
    return tokens === 0 ? [] : [`${name} ${formatNumber(tokens)}`];
  });
  return context.estimated ? words.about(parts.join(', ')) : parts.join(', ');
}
