import { describe, expect, it } from 'vitest';
import { bytesOf, gapsIn, type Span, withoutRange, withSpan } from './spans.ts';

const span = (start: number, end: number, version: string | null = 'a'): Span => ({ start, end, version });

describe('spans', () => {
  it('joins neighbours of one version and keeps others apart', () => {
    expect(withSpan([span(0, 10), span(20, 30)], span(10, 20))).toEqual([span(0, 30)]);
    expect(withSpan([span(0, 10)], span(10, 20, 'b'))).toEqual([span(0, 10), span(10, 20, 'b')]);
    expect(withSpan([span(10, 20)], span(0, 5))).toEqual([span(0, 5), span(10, 20)]);
  });

  it('puts a new span in the place of what lay there', () => {
    expect(withSpan([span(0, 30)], span(10, 20, null))).toEqual([
      span(0, 10),
      span(10, 20, null),
      span(20, 30),
    ]);
  });

  it('takes a range out', () => {
    expect(withoutRange([span(0, 10), span(20, 30)], { start: 5, end: 25 })).toEqual([
      span(0, 5),
      span(25, 30),
    ]);
  });

  it('finds the gaps, cut at multiples of the chunk', () => {
    const whole = { start: 0, end: 35 };
    expect(gapsIn([], whole)).toEqual([whole]);
    expect(gapsIn([span(0, 5), span(20, 30)], whole, 10)).toEqual([
      { start: 5, end: 10 },
      { start: 10, end: 20 },
      { start: 30, end: 35 },
    ]);
    expect(gapsIn([span(0, 5), span(20, 50)], { start: 2, end: 25 })).toEqual([{ start: 5, end: 20 }]);
    expect(gapsIn([span(0, 35)], whole)).toEqual([]);
  });

  it('counts bytes', () => {
    expect(bytesOf([span(0, 5), span(20, 30)])).toBe(15);
  });
});
