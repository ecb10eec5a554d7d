import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test.each([
  ['evil\u202Egpj.exe', 'evil⟨U+202E⟩gpj.exe'],
  ['a\u200Bb\u{E0041}', 'a⟨U+200B⟩b⟨U+E0041⟩'],
  ['\u0000\u001B[2J', '⟨U+0000⟩⟨U+001B⟩[2J'],
])('spells out what is hidden in %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('leaves lines, tabs, scripts and emoji alone', () => {
  const text = 'tab\tline\r\nnaïve 👩‍👩‍👧 ❤️ می‌خواهم';
  expect(visibleText(text)).toBe(text);
});
