import { KingletError } from '@kinglet/spec';
import { oneLine } from '../text/clean-text.ts';

/** Words that are no date or time: what they were and how to write them instead. */
export function wordsError(written: string, kind: 'day' | 'time'): KingletError {
  const examples =
    kind === 'day'
      ? '25 December, next Friday, tomorrow or in 3 weeks'
      : 'in 10 minutes, at 9 pm or tomorrow at 9';
  return new KingletError(
    'invalid-input',
    `"${oneLine(written)}" is not a ${kind} that is understood. Write it as ${examples}.`,
  );
}
