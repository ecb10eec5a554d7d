import { expect, test } from 'vitest';
import { eventData } from './event-data.ts';

async function read(pieces: readonly string[]): Promise<readonly string[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const all: string[] = [];
  for await (const data of eventData(body, () => {})) all.push(data);
  return all;
}

test.each(['\n', '\r\n', '\r'])(
  'an event is whole with its empty line, however it is cut, where lines end with %j',
  async (end) => {
    const text = ['data: one', 'data: more', '', 'data: two', '', 'data: th'].join(end);
    expect(await read([text])).toEqual(['one\nmore', 'two']);
    expect(await read([...text])).toEqual(['one\nmore', 'two']);
  },
);
