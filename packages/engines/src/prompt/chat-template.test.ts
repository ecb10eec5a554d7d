import { expect, it } from 'vitest';
import { parseChatTemplate } from './chat-template.ts';

const tokens = { bosToken: '<s>', eosToken: '</s>' };
const turns = [{ role: 'user', content: 'Hi' }] as const;

it('keeps a model that can think aloud from it, as Qwen3 and SmolLM3 ask for', () => {
  const { render } = parseChatTemplate(
    '{{ bos_token }}{{ messages[0].content }}{% if add_generation_prompt %}{% if enable_thinking is defined and enable_thinking is false %}<think></think>{% endif %}{% endif %}',
    tokens,
  );
  expect(render(turns, { generationPrompt: true })).toBe('<s>Hi<think></think>');
  expect(render(turns, { generationPrompt: false })).toBe('<s>Hi');
});

it('says which half of the work a template stops', () => {
  expect(() => parseChatTemplate('{% if %}', tokens)).toThrow(/cannot be read/);
  const refusing = parseChatTemplate("{{ raise_exception('no system text') }}", tokens);
  expect(() => refusing.render(turns, { generationPrompt: true })).toThrow(
    /cannot be applied: no system text/,
  );
});
