import { complementOf } from './char-set.ts';
import { all, any, charsOf, empty, nothing, type Rule, repeat, text } from './rule.ts';

/** Any text but these, by what stands after each beginning of one; bare but for `char`, which is any one character. */
export function keyBut(names: readonly string[], char: Rule): Rule {
  const anything = repeat(char, 0, null);
  const after = (rests: readonly string[]): Rule => {
    const firsts = [...new Set(rests.flatMap((rest) => [...rest].slice(0, 1)))];
    const other = charsOf(
      complementOf(firsts.map((char) => [char.codePointAt(0) ?? 0, char.codePointAt(0) ?? 0])),
    );
    return any([
      rests.includes('') ? nothing : empty,
      all(other, anything),
      ...firsts.map((char) =>
        all(
          text(char),
          after(rests.filter((rest) => rest.startsWith(char)).map((rest) => rest.slice(char.length))),
        ),
      ),
    ]);
  };
  return after(names);
}
