import { expect, test } from 'vitest';
import { createStopHolder } from './stop-holder.ts';

function read(deltas: readonly string[], stops: readonly string[]) {
  const holder = createStopHolder(stops);
  const shown = deltas.map((delta) => holder.push(delta));
  return { shown, rest: holder.rest(), stopped: holder.stopped };
}

test.each([
  ['within a delta', ['Yes <end> more'], ['<end>'], ['Yes ']],
  ['over several', ['Yes <', 'en', 'd> more', 'x'], ['<end>'], ['Yes ', '', '', '']],
  ['of several the first', ['a B b A'], ['A', 'B'], ['a ']],
  ['of one within another, whole', ['a END. b'], ['END.', 'ND'], ['a E']],
  ['of one within another, in pieces', ['a EN', 'D', '. b'], ['END.', 'ND'], ['a ', 'E', '']],
])('cuts before a stop string %s', (_, deltas, stops, shown) => {
  expect(read(deltas, stops)).toEqual({ shown, rest: '', stopped: true });
});

test('gives out what did not become one, and at the end what it still held', () => {
  expect(read(['<', 'b> <e'], ['<end>'])).toEqual({ shown: ['', '<b> '], rest: '<e', stopped: false });
});

test('an empty stop string stops nothing', () => {
  expect(read(['abc'], [''])).toEqual({ shown: ['abc'], rest: '', stopped: false });
});
