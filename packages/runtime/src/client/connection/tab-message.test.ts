import { describe, expect, it } from 'vitest';
import { parseTabMessage, type TabMessage } from './tab-message.ts';

const hello: TabMessage = { kind: 'hello', version: '1', lifeLock: 'lock', channel: 'channel' };

describe('parseTabMessage', () => {
  it('reads the three messages, whatever else another version put into them', () => {
    const all: readonly TabMessage[] = [{ kind: 'lead' }, hello, { kind: 'refused', channel: 'channel' }];
    for (const message of all) expect(parseTabMessage({ ...message, mood: 'new' })).toEqual(message);
  });

  it.each([
    ['no object', 'lead'],
    ['nothing', null],
    ['another kind', { kind: 'vote', version: '1' }],
    ['a part that is missing', { ...hello, channel: undefined }],
    ['a part that is no text', { ...hello, version: 2 }],
  ])('reads %s as nothing', (_what, data) => {
    expect(parseTabMessage(data)).toBeNull();
  });
});
