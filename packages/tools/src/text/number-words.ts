const small = new Map(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen'
  )
    .split(' ')
    .map((word, value) => [word, value]),
);
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, 20 + 10 * index]),
);
const scales = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

const numberWord = [...small.keys(), ...tens.keys()].join('|');
const run = new RegExp(
  `\\b(?:(?:${numberWord})|an? hundred|an? thousand|an? million)(?:[ -](?:and )?(?:${numberWord}|hundred|thousand|million|billion))*\\b`,
  'g',
);

/** Writes spelled-out numbers as digits: `twenty five minutes` gives `25 minutes`. The text must be lower case. */
export function digitsForNumberWords(text: string): string {
  return text.replace(run, (words) => joinValues(words.split(/[ -]/)));
}

/** Values of a run of words; words that cannot be one number (`three four`) stay apart. */
function joinValues(words: readonly string[]): string {
  const numbers: number[] = [];
  let total = 0;
  let group: number | null = null;
  let unitAllowed = true;
  const finish = () => {
    if (group !== null) numbers.push(total + group);
    [total, group, unitAllowed] = [0, null, true];
  };
  for (const word of words) {
    const value = small.get(word) ?? tens.get(word);
    const scale = scales.get(word);
    if (word === 'a' || word === 'an') group = 1;
    else if (word === 'hundred') [group, unitAllowed] = [(group ?? 1) * 100, true];
    else if (scale !== undefined) {
      total += (group ?? 1) * scale;
      [group, unitAllowed] = [0, true];
    } else if (value !== undefined) {
      const fits =
        group === null || group === 0 || group % 100 === 0 || (unitAllowed && value < 10 && group % 10 === 0);
      if (!fits) finish();
      group = (group ?? 0) + value;
      unitAllowed = tens.has(word);
    }
  }
  finish();
  return numbers.join(' ');
}
