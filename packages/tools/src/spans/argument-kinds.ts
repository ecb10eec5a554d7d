import type { SpanKind } from './find-spans.ts';

/** What each typed argument of the built-in tools is, by tool and argument; those not named here are free text. */
export const argumentKinds: Readonly<Record<string, Readonly<Record<string, SpanKind>>>> = {
  calculate: { expression: 'expression' },
  convert: { amount: 'amount', to: 'unit' },
  date: { when: 'day' },
  days: { from: 'day', to: 'day' },
  read: { url: 'address' },
  remind: { when: 'moment' },
  time: { place: 'place' },
};
