import { describe, expect, it } from 'vitest';
import { readReceived, receivedLine } from './received-record.ts';

const first = [{ start: 0, end: 10, version: 'a "1"' }];
const second = [{ start: 0, end: 20, version: null }];

describe('readReceived', () => {
  it('takes the last whole line', () => {
    expect(readReceived(receivedLine(first) + receivedLine(second), 20)).toEqual(second);
    expect(readReceived('', 20)).toEqual([]);
  });

  it.each(['{"spans":[[', '\0\0\0', '{"spans":[{"start":0,"end":99,"version":null}]}'])(
    'passes over a line that was torn: %j',
    (torn) => expect(readReceived(receivedLine(first) + torn, 20)).toEqual(first),
  );

  it.each([
    'null',
    '{"spans":1}',
    '{"spans":[7]}',
    '{"spans":[{"start":-1,"end":3,"version":null}]}',
    '{"spans":[{"start":5,"end":5,"version":null}]}',
    '{"spans":[{"start":0,"end":5,"version":1}]}',
    '{"spans":[{"start":5,"end":9,"version":null},{"start":0,"end":6,"version":null}]}',
  ])('passes over a line that says something else: %s', (line) => {
    expect(readReceived(`${receivedLine(first)}${line}\n`, 20)).toEqual(first);
  });

  it('believes nothing that lies beyond the bytes that are there', () => {
    expect(readReceived(receivedLine(second), 19)).toEqual([]);
  });
});
