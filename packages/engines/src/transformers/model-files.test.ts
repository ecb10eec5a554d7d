import { tinyLlama } from '@kinglet/testkit/tiny-llama';
import { expect, test } from 'vitest';
import { readModelFacts } from './model-files.ts';

const tiny = Object.fromEntries(
  Object.entries(tinyLlama()).map(([path, bytes]) => [path, new Blob([bytes])]),
);
const json = (value: unknown) => new Blob([JSON.stringify(value)]);

async function changed(path: string, change: object): Promise<Blob> {
  const value: unknown = JSON.parse((await tiny[path]?.text()) ?? '');
  return json({ ...(value as object), ...change });
}

test('reads context, vocabulary, end and template', async () => {
  const facts = await readModelFacts(tiny);
  expect(facts.trainedTokens).toBe(2048);
  expect(facts.logits).toBe(facts.tokenizer.tokens.length);
  expect([...facts.endIds]).toEqual([facts.tokenizer.idOf('<|im_end|>')]);
  expect(facts.template.render([{ role: 'user', content: 'Hi' }], { generationPrompt: true })).toBe(
    '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
  );
});

test('every token that any file names as an end is one', async () => {
  const facts = await readModelFacts({
    ...tiny,
    'config.json': await changed('config.json', { eos_token_id: [1, 2] }),
    'generation_config.json': json({ eos_token_id: 3 }),
  });
  expect([...facts.endIds]).toEqual([1, 2, 3, facts.tokenizer.idOf('<|im_end|>')]);
});

test.each([
  ['a file of its own', { 'chat_template.jinja': new Blob(['own']) }, {}, 'own'],
  ['the default of several', {}, { chat_template: [{ name: 'default', template: 'first' }] }, 'first'],
])('the template is %s', async (_, files, config, text) => {
  const tokenizerConfig = await changed('tokenizer_config.json', config);
  const { template } = await readModelFacts({ ...tiny, ...files, 'tokenizer_config.json': tokenizerConfig });
  expect(template.render([], { generationPrompt: true })).toBe(text);
});

test.each([
  ['tokenizer.json', null, 'it has no tokenizer.json'],
  ['config.json', new Blob(['<html>']), 'config.json is not a JSON object'],
  ['config.json', json({}), 'config.json names no vocab_size'],
  ['tokenizer_config.json', json({ eos_token: '<|im_end|>' }), 'no chat template'],
])('says what is wrong with %s', async (path, blob, reason) => {
  const { [path]: _, ...others } = tiny;
  const files = blob === null ? others : { ...others, [path]: blob };
  await expect(readModelFacts(files)).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining(reason),
  });
});

test('a model that names no end would never stop, and is refused', async () => {
  const files = {
    ...tiny,
    'config.json': await changed('config.json', { eos_token_id: null }),
    'tokenizer_config.json': await changed('tokenizer_config.json', { eos_token: null }),
  };
  await expect(readModelFacts(files)).rejects.toMatchObject({
    message: expect.stringContaining('ends a reply'),
  });
});
