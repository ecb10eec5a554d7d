import { describe, expect, it } from 'vitest';
import { restoring } from './restoring.ts';

const values = new Map([
  ['<EMAIL_1>', 'ann@example.com'],
  ['<EMAIL_12>', 'bob@example.com'],
]);

function restored(pieces: readonly string[]): string {
  const text = restoring(values);
  return pieces.map((piece) => text.push(piece)).join('') + text.end();
}

const reply = 'If 1 < 2, write <EMAIL_1> and <EMAIL_12>, not <EMAIL_3>, <b> or <EMAIL_1';
const whole = 'If 1 < 2, write ann@example.com and bob@example.com, not <EMAIL_3>, <b> or <EMAIL_1';

describe('[A53] restoring', () => {
  it('gives the same for any cut of the text', () => {
    expect(restored([reply])).toBe(whole);
    expect(restored([...reply])).toBe(whole);
    for (let cut = 1; cut < reply.length; cut += 1)
      expect(restored([reply.slice(0, cut), reply.slice(cut)])).toBe(whole);
  });

  it('holds nothing back that cannot become a placeholder, and does not restore what it restored', () => {
    const text = restoring(new Map([['<KEY_1>', '<EMAIL_1>'], ...values]));
    expect(text.push('a < b')).toBe('a < b');
    expect(text.push(' <EMA')).toBe(' ');
    expect(text.push('IL_1')).toBe('');
    expect(text.push('> ')).toBe('ann@example.com ');
    expect(text.push('<KEY_1>')).toBe('<EMAIL_1>');
    expect(text.push(`<${'A'.repeat(40)}`)).toBe(`<${'A'.repeat(40)}`);
  });
});
