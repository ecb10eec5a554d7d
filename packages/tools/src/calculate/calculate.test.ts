import { describe, expect, it } from 'vitest';
import { call, hostileTexts } from '../testing/tool-context.ts';
import { calculate } from './calculate.ts';

const answer = async (expression: string, userText = '') =>
  (await call(calculate, { expression }, { userText })).content;

describe('calculate', () => {
  it.each([
    ['17.5% of 240', '17.5% of 240 = 42'],
    ['23 times 48', '23 * 48 = 1104'],
    ['17.50 plus 10%', '17.50 + 10% = 19.25'],
    ['49.99 minus 20%', '49.99 - 20% = 39.992'],
    ['20 percent off 80', '20% off 80 = 64'],
    ['15% tip on 45.20', '15% of 45.20 = 6.78'],
    ['8% of 1,250', '8% of 1,250 = 100'],
    ['sqrt(2) * 3', 'sqrt(2) * 3 is about 4.24264068711929'],
    ['12 * (3 + 4)', '12 * (3 + 4) = 84'],
    ['divide 1000 by 7', '1000 / 7 is about 142.857142857143'],
    ['multiply 37 by 12', '37 * 12 = 444'],
    ['add 1,250 and 399', '1,250 + 399 = 1649'],
    ['subtract 5 from 12', '12 - 5 = 7'],
    ['2 to the power of 10', '2 ^ 10 = 1024'],
    ['2 raised to the power of 10', '2 ^ 10 = 1024'],
    ['2 to the 10th power', '2 ^ 10 = 1024'],
    ['99 minus 37', '99 - 37 = 62'],
    ['square root of 144', 'sqrt(144) = 12'],
    ['the square root of 144 plus 6', 'sqrt(144) + 6 = 18'],
    ['cube root of 27', 'cbrt(27) = 3'],
    ['5 squared plus 2', '5 ^ 2 + 2 = 27'],
    ['3/4 of 820', '3 / 4 of 820 = 615'],
    ['half of 50', '(1 / 2) of 50 = 25'],
    ['two thirds of 90', '(2 / 3) of 90 = 60'],
    ['double 15', '2 * 15 = 30'],
    ['twenty three times four', '23 * 4 = 92'],
    ['three hundred and five plus two', '305 + 2 = 307'],
    ['1.5 million / 4', '1.5 million / 4 = 375000'],
    ['5k plus 2', '5 k + 2 = 5002'],
    ['$45.20 + 15%', '45.20 + 15% = 51.98'],
    ['what is 5 plus 5?', '5 + 5 = 10'],
    ['3x4', '3 * 4 = 12'],
    ['3 × 4 ÷ 2', '3 * 4 / 2 = 6'],
    ['5 − 3', '5 - 3 = 2'],
    ['1’234.50 + 1', '1’234.50 + 1 = 1235.5'],
    ['20 is what percent of 80', '20 / 80 = 25%'],
    ['what percent of 80 is 20', '20 / 80 = 25%'],
    ['20 as a percentage of 80', '20 / 80 = 25%'],
    ['increase 80 by 15%', '80 + 15% = 92'],
    ['sum of 3, 4 and 5', 'sum(3, 4, 5) = 12'],
    ['average of 1,250 and 2', 'average(1,250, 2) = 626'],
    ['5% + 3%', '5% + 3% = 8%'],
    ['100 - 10% - 10%', '100 - 10% - 10% = 81'],
    ['17 % 5', '17 mod 5 = 2'],
    ['17 mod 5', '17 mod 5 = 2'],
    ['2(3+4)', '2 * (3 + 4) = 14'],
    ['-2^2', '-2 ^ 2 = -4'],
    ['2^3^2', '2 ^ 3 ^ 2 = 512'],
    ['0.1+0.2', '0.1 + 0.2 = 0.3'],
    ['(1/3)*3', '(1 / 3) * 3 = 1'],
    ['sqrt(2)^2', 'sqrt(2) ^ 2 = 2'],
    ['2^100', '2 ^ 100 = 1267650600228229401496703205376'],
    ['0 * -1', '0 * -1 = 0'],
    ['max(1, 2, 3)', 'max(1, 2, 3) = 3'],
    ['max(1,234)', 'max(1, 234) = 234'],
    ['min(2, 1)', 'min(2, 1) = 1'],
    ['abs(-5)', 'abs(-5) = 5'],
    ['round(2.345, 2)', 'round(2.345, 2) = 2.35'],
    ['round(-2.5)', 'round(-2.5) = -3'],
    ['floor(-2.5)', 'floor(-2.5) = -3'],
    ['ceil(2.1)', 'ceil(2.1) = 3'],
    ['log(100)', 'log(100) = 2'],
    ['log(8, 2)', 'log(8, 2) = 3'],
    ['ln(e)', 'ln(e) = 1'],
    ['exp(0)', 'exp(0) = 1'],
    ['sin(30 degrees)', 'sin(30°) = 0.5'],
    ['sin(180°)', 'sin(180°) = 0'],
    ['tan(45°)', 'tan(45°) = 1'],
    ['cos(pi)', 'cos(pi) = -1 (angle in radians)'],
    ['sin(30)', 'sin(30) is about -0.988031624092862 (angle in radians)'],
  ])('%s', async (expression, expected) => {
    expect(await answer(expression)).toBe(expected);
  });

  it.each([
    ['', 'There is nothing to calculate'],
    ['10/0', 'divides by zero'],
    ['7 mod 0', 'divides by zero'],
    ['sqrt(-1)', 'not a real number'],
    ['(-8)^(1/3)', 'not a real number'],
    ['log(0)', 'needs a number above 0'],
    ['tan(90°)', 'no value at 90 degrees'],
    ['9^9^9', 'too large'],
    ['1e999999', 'too large'],
    ['exp(1e9)', 'too large'],
    ['sin(1e13)', 'at most 1e12 radians'],
    ['((((1', 'parenthesis is not closed'],
    ['3 plus', 'ends too early'],
    ['1.234,56', 'Write decimals with a dot'],
    ['5 off 80', 'needs a percentage'],
    ['1250 and 399', 'such as 1250 + 399'],
    ['NaN', '"nan" has no meaning'],
    ['process.exit()', 'no meaning'],
    ['sqrt(1, 2)', 'takes 1 arguments, not 2'],
    ['🎄', '"🎄" has no meaning'],
    ['9'.repeat(90), 'at most 80 are allowed'],
    [`${'1+'.repeat(300)}1`, 'at most 500 are allowed'],
    [`${'('.repeat(200)}1${')'.repeat(200)}`, 'nested deeper than 50'],
    ['-'.repeat(200), 'nested deeper than 50'],
  ])('refuses %j and says why', async (expression, reason) => {
    const outcome = await call(calculate, { expression });
    expect(outcome).toMatchObject({ failed: true, content: expect.stringContaining(reason) });
  });

  it('takes the verb before a span from the message', async () => {
    expect(await answer('1250 and 399', 'can you add 1250 and 399?')).toBe('1250 + 399 = 1649');
    expect(await answer('1000 by 7', 'divide 1000 by 7 please')).toBe('1000 / 7 is about 142.857142857143');
  });

  it('shows what it understood', async () => {
    expect((await call(calculate, { expression: 'twenty percent off $1,000' })).understood).toBe(
      '20% off 1,000',
    );
  });

  it.each(hostileTexts)('survives %j', async (expression) => {
    const outcome = await call(calculate, { expression });
    expect(outcome.content).not.toBe('');
  });

  it('agrees with double precision on random whole-number expressions', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 200; round += 1) {
      const [a, b, c, d] = [random(999), random(999), random(99) + 1, random(99)];
      const { content } = await call(calculate, { expression: `${a} + ${b} * ${c} - (${d} - ${a}) * ${c}` });
      expect(content.split(' = ')[1]).toBe(String(a + b * c - (d - a) * c));
    }
  });
});
