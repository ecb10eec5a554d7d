import { tinyTokenizer } from '@kinglet/testkit/tiny-llama';
import { expect, test } from 'vitest';
import { ReplyTokens } from './reply-tokens.ts';
import { createTextTokenizer } from './text-tokenizer.ts';

const { json, config } = tinyTokenizer();
const tokenizer = await createTextTokenizer(json, config);

test.each(['The weather is mild.', 'Café, 天气 and 🐦!', ' begins with a space', 'line\n\nbreak'])(
  'gives the text of %j as it comes',
  (text) => {
    const reply = new ReplyTokens(tokenizer);
    const parts = tokenizer.encode(text).map((id) => {
      reply.push(id);
      return reply.take();
    });
    expect(parts.join('')).toBe(text);
    expect(reply.isWhole).toBe(true);
  },
);

test('holds a character back until its last byte is there', () => {
  const reply = new ReplyTokens(tokenizer);
  const [first = 0, ...others] = tokenizer.encode('🐦');
  reply.push(first);
  expect([reply.take(), reply.isWhole]).toEqual(['', false]);
  for (const id of others) reply.push(id);
  expect([reply.take(), reply.isWhole]).toEqual(['🐦', true]);
});

test('a broken character takes nothing of the next one along', () => {
  const decoder = new TextDecoder();
  const reply = new ReplyTokens({ decode: (ids) => decoder.decode(Uint8Array.from(ids)) });
  const parts = [...new TextEncoder().encode('a\uFFFDé')].map((byte) => {
    reply.push(byte);
    return reply.take();
  });
  expect(parts.join('')).toBe('a\uFFFDé');
  expect(reply.isWhole).toBe(true);
});

test('shows at the end what never became a character', () => {
  const reply = new ReplyTokens(tokenizer);
  const [first = 0] = tokenizer.encode('🐦');
  reply.push(first);
  reply.finish();
  expect(reply.take()).toBe('\uFFFD');
});

test('other tokens in the place of all add only what is new', () => {
  const reply = new ReplyTokens(tokenizer);
  for (const id of [...tokenizer.encode('we'), ...tokenizer.encode('a')]) reply.push(id);
  expect(reply.take()).toBe('wea');
  reply.replace(tokenizer.encode('weather'));
  expect([reply.take(), reply.ids.length]).toEqual(['ther', 1]);
});
