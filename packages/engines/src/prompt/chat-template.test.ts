import { Template } from '@huggingface/jinja';
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

function rendered(text: string): string {
  return parseChatTemplate(text, tokens).render(turns, { generationPrompt: true });
}

it.each([
  ['a constructor', "{{ messages.constructor.constructor('return 7')() }}"],
  ['a text’s constructor', "{{ ''.constructor.constructor('return 7')() }}"],
  ['a global', '{{ process.exit() }}'],
  ['another file', "{% include 'other' %}"],
  ['itself without an end', '{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}'],
  ['nesting without an end', '{% if true %}'.repeat(5000)],
  [
    'a text that doubles',
    '{% set ns = namespace(t="aaaaaaaa") %}{% for i in range(40) %}{% set ns.t = ns.t + ns.t %}{% endfor %}',
  ],
  ['a number that fills the memory', '{% for i in range(1000000000) %}{% endfor %}'],
  ['numbers that never end', '{% for i in range(0, 9, 0) %}{% endfor %}'],
  ['loops in loops', '{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}'],
])('refuses a hostile template that reaches for %s, by its error', (_, text) => {
  expect(() => rendered(text)).toThrow(
    /^The model's chat template cannot be (read|applied): .*Choose another model/s,
  );
});

it('shows nothing of what every object has', () => {
  expect(rendered('{{ messages.__proto__ }}{{ messages[0].constructor }}{{ globalThis }}')).toBe('');
});

it('counts as Jinja does', () => {
  const counted =
    '{% for i in range(3) %}{{ i }}{% endfor %} {% for i in range(2, 7, 2) %}{{ i }}{% endfor %} {% for i in range(3, 0, -1) %}{{ i }}{% endfor %}';
  expect(rendered(counted)).toBe('012 246 321');
});

it.each([
  '\n\nHi',
  '  {% if true %}Hi{% endif %}',
  '{% if true %}\nHi{% endif %}',
  '\n  {%- if true %} Hi{% endif %}',
])('renders %j as the library alone does', (text) => {
  expect(rendered(text)).toBe(new Template(text).render({}));
});
