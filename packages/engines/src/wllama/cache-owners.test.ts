import { describe, expect, test } from 'vitest';
import { CacheOwners } from './cache-owners.ts';

const turn = (text: string) => `<|im_start|>user\n${text}<|im_end|>\n<|im_start|>assistant\n`;
const system = `<|im_start|>system\n${'A long list of tools. '.repeat(20)}<|im_end|>\n`;

/** The answers to requests in turn. */
function admitted(...requests: readonly (readonly [prompt: string, adapter: number | undefined])[]) {
  const owners = new CacheOwners();
  return requests.map(([prompt, adapter]) => owners.admit(prompt, adapter));
}

describe('CacheOwners', () => {
  test('lets one adapter go on from its own prompts, and the base from its own', () => {
    expect(admitted([turn('a'), 0], [turn('b'), 0], [turn('a'), 0])).toEqual([true, true, true]);
    expect(admitted([system, undefined], [turn('b'), undefined], [system, undefined])).not.toContain(false);
  });

  test('refuses a prompt that another adapter has read, once the slot holds something else', () => {
    expect(admitted([turn('same'), 0], [turn('other'), 1], [turn('same'), 1])).toEqual([true, true, false]);
    expect(admitted([turn('same'), 0], [turn('other'), undefined], [turn('same'), undefined]).at(-1)).toBe(
      false,
    );
    expect(admitted([turn('same'), undefined], [turn('other'), 0], [turn('same'), 0]).at(-1)).toBe(false);
  });

  test('lets it go on where the slot holds as much: the same tools on two adapters', () => {
    const prompts = ['a', 'b', 'c'].map((text) => system + turn(text));
    const [a = '', b = '', c = ''] = prompts;
    expect(admitted([a, 0], [b, 1], [c, 1], [c, 1])).toEqual([true, true, true, true]);
  });

  test('takes no offence at the marks that all prompts begin with', () => {
    expect(
      admitted([turn('What time is it?'), 0], [system, undefined], [system + turn('b'), undefined]),
    ).toEqual([true, true, true]);
  });

  test('a change of adapter needs no care: the server begins anew', () => {
    expect(admitted([turn('a'), 0], [turn('a'), 1], [turn('a'), 0], [turn('a'), undefined])).not.toContain(
      false,
    );
  });
});
