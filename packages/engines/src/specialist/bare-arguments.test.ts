import { describe, expect, it } from 'vitest';
import { GrammarRules } from '../grammar/grammar-rules.ts';
import { bareArguments } from './bare-arguments.ts';

const reminder = (text: object) => ({
  type: 'object',
  properties: { text, when: { type: 'string', minLength: 1 } },
  required: ['text', 'when'],
});

describe('an empty value', () => {
  it('is an empty text where the argument is required and may be empty', () => {
    expect(bareArguments(reminder({ type: 'string' })).parse(['', '12 minutes'])).toEqual({
      text: '',
      when: '12 minutes',
    });
  });

  it('is an argument left out where it has a minimum length', () => {
    expect(bareArguments(reminder({ type: 'string', minLength: 1 })).parse(['', '12 minutes'])).toEqual({
      when: '12 minutes',
    });
  });

  it('can be decoded only where it means something', () => {
    const decodable = (text: object) => {
      const rules = new GrammarRules();
      return rules.print(bareArguments(reminder(text)).grammar(rules));
    };
    const bars = (grammar: string) => grammar.split('" | "').length;
    expect(bars(decodable({ type: 'string' }))).toBeGreaterThan(
      bars(decodable({ type: 'string', minLength: 1 })),
    );
  });
});
