import type { SeenAnswer } from './answer-once.ts';

/** What one answer came to. */
export interface Answer {
  /** How the step begins that nothing befell. */
  readonly text: string;
  /** What that ran on. */
  readonly backend: string;
  /** How often the model's engine was lost on the way. */
  readonly losses: number;
  /** From the crash to the first text after the loss, in milliseconds; null where there was none. */
  readonly recoveredMs: number | null;
}

/** Of its text `length` characters are taken. */
export function answerOf({ events, crashedMs, goesOnMs }: SeenAnswer, length: number): Answer {
  const last = events.findLast((event) => event.type === 'step-start');
  const deltas = events.filter((event) => event.type === 'text-delta' && event.step === last?.step);
  const text = deltas.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
  const lost = events.filter((event) => event.type === 'step-end' && event.error?.code === 'engine-lost');
  return {
    text: text.slice(0, length),
    backend: last?.engine.backend ?? 'none',
    losses: lost.length,
    recoveredMs: crashedMs === null || goesOnMs === null ? null : goesOnMs - crashedMs,
  };
}
