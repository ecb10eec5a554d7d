import type { RunView } from '@kinglet/runtime/client';

/** All that the model wrote in an answer, as Markdown. */
export function answerText({ parts }: RunView): string {
  return parts
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .filter(Boolean)
    .join('\n\n');
}
