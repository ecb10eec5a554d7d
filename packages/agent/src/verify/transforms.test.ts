import type { Json, JsonSchema, ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { echoTool } from '../testing/run-fixture.ts';
import { candidates, maxCallLength, maxValues } from './candidates.ts';
import { checkEnums } from './enum.ts';
import { checkGrounding, groundOf } from './grounding.ts';
import { isJoinedName } from './names.ts';
import { checkRange } from './range.ts';
import { unitHint } from './unit-hint.ts';

/** Wednesday 25 November 2026. */
const context = { nowMs: Date.UTC(2026, 10, 25, 10), timeZone: 'Europe/Zurich' };

function toolWith(properties: Record<string, JsonSchema>, required: readonly string[] = []): ToolDefinition {
  return { ...echoTool().definition, name: 'do', parameters: { type: 'object', properties, required } };
}

function said(text: string) {
  return groundOf([text], { spoken: [text], context });
}

function check(name: string, value: Json, text: string, schema: JsonSchema = {}) {
  const call = { id: 'c', name: 'do', arguments: { [name]: value } };
  return checkGrounding(call, toolWith({ [name]: schema }), said(text));
}

describe('a transform of what was said', () => {
  it.each<[string, Json, string, string]>([
    ['date', '2027-03-03', 'book a table on 3 March', 'date'],
    ['date', '2026-03-03', 'what did I spend on 3 March?', 'date'],
    ['date', '2026-11-26', 'move it to tomorrow', 'date'],
    ['date', '2026-12-04', 'next Friday is fine', 'date'],
    ['start', '2027-03-03T17:00', 'on 3 March at 5pm', 'date'],
    ['start', '2027-03-03T17:00:00+01:00', 'on 3 March at 5pm', 'date'],
    ['start', '2026-11-26T00:00', 'tomorrow, all day', 'date'],
    ['time', '15:30', 'at half past three', 'time'],
    ['durationMinutes', 30, 'wait half an hour', 'unit'],
    ['duration_seconds', 1800, 'wait half an hour', 'unit'],
    ['durationMinutes', 90, 'an hour and a half', 'unit'],
    ['durationMinutes', 90, 'it takes 1h30', 'unit'],
    ['distanceKm', 8.04672, 'run 5 miles', 'unit'],
    ['length', '30 minutes', 'for half an hour', 'unit'],
    ['amount', 2000, 'pay 2k', 'scale'],
    ['amount', 1_500_000, 'about 1.5 million', 'scale'],
    ['to', 'anna@example.com', 'mail anna at example dot com', 'spelled address'],
  ])('[V2] %s %j is one of "%s", and the reason says so', (name, value, text, by) => {
    const { passed, reason } = check(name, value, text);
    expect([passed, reason]).toEqual([true, expect.stringContaining(`(${by})`)]);
  });

  it.each<[string, Json, string]>([
    ['date', '2026-03-04', 'book a table on 3 March'],
    ['date', '2028-03-03', 'book a table on 3 March'],
    ['date', '2026-11-27', 'move it to tomorrow'],
    ['start', '2027-03-03T18:00', 'on 3 March at 5pm'],
    ['start', '2027-03-03T17:00:00Z', 'on 3 March at 5pm'],
    ['time', '15:31', 'at half past three'],
    ['durationMinutes', 45, 'wait half an hour'],
    ['duration', 30, 'wait half an hour'],
    ['weightKg', 30, 'wait half an hour'],
    ['length', '40 minutes', 'for half an hour'],
    ['amount', 3000, 'pay 2k'],
    ['to', 'anna@evil.com', 'mail anna at example dot com'],
    ['to', 'anna@evil.com', 'mail anna@example.com about evil.com'],
    ['name', 'Anna Miller', 'Anna Smith met Bob Miller'],
    ['text', 'say "buy now"', 'say now to buy'],
  ])('[V2] %s %j is none of "%s"', (name, value, text) => {
    expect(check(name, value, text).passed).toBe(false);
  });

  it.each<[string, Json, string]>([
    ['unit', 'centimetres', 'how many cm?'],
    ['thing', 'cars', 'my car'],
    ['thing', 'dog', 'two dogs'],
    ['name', 'Anna Miller', 'Anna M. Miller is here'],
    ['name', 'Miller Anna', 'Anna Miller is here'],
    ['name', 'Anna Miller', 'Anna and Bob Miller'],
    ['text', 'Buy Milk', 'buy some milk'],
    ['to', 'Anna@Example.com', 'mail anna@example.com'],
  ])('[V2] %s %j stands in "%s" in another form', (name, value, text) => {
    expect(check(name, value, text)).toMatchObject({ passed: true });
  });

  it('[V2] knows no day where nobody says what day it is', () => {
    const ground = groundOf(['on 3 March'], { spoken: ['on 3 March'] });
    const call = { id: 'c', name: 'do', arguments: { date: '2027-03-03' } };
    expect(checkGrounding(call, toolWith({ date: {} }), ground).passed).toBe(false);
  });

  it('[V2] takes a name as joined only where its parts belong to others', () => {
    expect(isJoinedName('Anna Miller', 'Anna Smith and Bob Miller')).toBe(true);
    expect(isJoinedName('Call Mum', 'call mum about the car')).toBe(false);
  });
});

describe('a value of a list', () => {
  const tool = toolWith({ unit: { type: 'string', enum: ['Celsius', 'Fahrenheit', 'Kelvin'] } });
  const run = (unit: string) => checkEnums({ id: 'c', name: 'do', arguments: { unit } }, tool);

  it('[V5] is spelled as the list has it, and the reason says so', () => {
    const { call, verdict } = run('CELSIUS');
    expect(call.arguments).toEqual({ unit: 'Celsius' });
    expect(verdict).toEqual({
      check: 'enum',
      passed: true,
      reason: 'do: "unit" "CELSIUS" is meant as "Celsius".',
    });
    expect(run('kélvin').call.arguments).toEqual({ unit: 'Kelvin' });
    expect(run('Kelvin').verdict).toBeNull();
  });

  it('[V5] that is none of it names the closest one', () => {
    expect(run('farenheit').verdict).toEqual({
      check: 'enum',
      passed: false,
      reason:
        'do: "unit" is "farenheit", which is none of "Celsius", "Fahrenheit", "Kelvin". The closest is "Fahrenheit".',
    });
    expect(run('bananas').verdict?.reason).not.toContain('closest');
    expect(run('?!').verdict).toMatchObject({ passed: false });
  });

  it('[V5] is not guessed where two are spelled alike', () => {
    const two = toolWith({ unit: { enum: ['Mb', 'MB'] } });
    const { verdict } = checkEnums({ id: 'c', name: 'do', arguments: { unit: 'mb' } }, two);
    expect(verdict).toMatchObject({ passed: false });
  });
});

describe('a number in a unit', () => {
  const range = (name: string, value: number, text: string, schema: JsonSchema = {}) =>
    checkRange(
      { id: 'c', name: 'do', arguments: { [name]: value } },
      toolWith({ [name]: schema }),
      said(text),
    );

  it.each<[string, number, string, JsonSchema]>([
    ['durationMinutes', 90, 'wait 90 seconds', {}],
    ['duration', 90, 'wait 90 seconds', { description: 'how long, in minutes' }],
    ['distance_km', 5, 'run 5 miles', {}],
    ['timeout', 2, 'after 2 hours', { description: 'Time until then (milliseconds)' }],
  ])('[V6] %s %d is not "%s"', (name, value, text, schema) => {
    expect(range(name, value, text, schema)).toMatchObject({ check: 'range', passed: false });
  });

  it('[V6] says what was said, and what that is', () => {
    expect(range('durationMinutes', 90, 'wait 90 seconds')?.reason).toBe(
      'do: "durationMinutes" is 90, but the conversation says 90 seconds, which is 1.5 in the unit that it takes (Minutes).',
    );
  });

  it.each<[string, number, string]>([
    ['durationMinutes', 90, 'wait 90 minutes'],
    ['durationMinutes', 30, 'wait half an hour'],
    ['durationSeconds', 90, 'wait 90 seconds, not 2 minutes'],
    ['distance_km', 8, 'run 5 miles'],
  ])('[V6] %s %d is "%s"', (name, value, text) => {
    expect(range(name, value, text)).toMatchObject({ passed: true });
  });

  it.each<[string, number, string]>([
    ['duration', 90, 'wait 90 seconds'],
    ['durationMinutes', 90, 'wait 90'],
    ['durationMinutes', 90, 'it weighs 90 kg'],
    ['check_in', 5, '5 cm'],
    ['min', 5, '5 seconds'],
  ])('[V6] has nothing to say of %s %d and "%s"', (name, value, text) => {
    expect(range(name, value, text)).toBeNull();
  });

  it('[V6] takes the unit from another argument', () => {
    expect(unitHint('amount', {}, { amount: 3, unit: 'hours' })).toBe('hours');
  });
});

describe('the values of a conversation', () => {
  const text = 'Book "Chez Paul" for Eva Lind and 4 others on 3 March, half an hour before noon, cost 2k';
  const of = (properties: Record<string, JsonSchema>, required: readonly string[] = []) =>
    candidates(toolWith(properties, required), {}, said(text));

  it('[A42] are those that stand there or are a transform, by type', () => {
    const spans = of({ text: { type: 'string' }, date: { type: 'string', format: 'date' } });
    expect(spans?.['text']).toEqual(
      expect.arrayContaining(['Chez Paul', 'Eva Lind', '3 March', '2027-03-03']),
    );
    expect(spans?.['date']).toEqual(['2027-03-03', '2026-11-25']);
    expect(of({ guests: { type: 'integer', maximum: 10 } })?.['guests']).toEqual(
      expect.arrayContaining(['4']),
    );
    expect(of({ waitMinutes: { type: 'integer' } })?.['waitMinutes']).toEqual(['30']);
    expect(of({ tags: { type: 'array', items: { type: 'string' } } })?.['tags']).toContain('Eva Lind');
  });

  it('[A42] leave alone what has a list, is exempt, or is an object', () => {
    const properties = { a: { enum: ['x'] }, b: { type: 'object' }, c: { type: 'boolean' } } as const;
    expect(of(properties)).toEqual({});
    const exempt = { ...toolWith({ a: { type: 'string' } }), ungrounded: ['a'] };
    expect(candidates(exempt, {}, said(text))).toEqual({});
  });

  it('[A42] are none where a required argument has none', () => {
    const mail = { to: { type: 'string', format: 'email' } } as const;
    expect(of(mail, ['to'])).toBeNull();
    expect(of(mail)).toEqual({ to: [] });
  });

  it('[A42] are few and short, however long the conversation and however many the arguments', () => {
    const long = Array.from({ length: 5_000 }, (_, index) => `Word${index} ${index}`).join(' ');
    const names = Array.from({ length: 40 }, (_, index) => `a${index}`);
    const tool = toolWith(Object.fromEntries(names.map((name) => [name, { type: 'string' }])));
    const values = Object.values(candidates(tool, {}, said(long)) ?? {});
    expect(Math.max(...values.map((each) => each.length))).toBeLessThanOrEqual(maxValues);
    expect(values.flat().join('').length).toBeLessThanOrEqual(maxCallLength);
  });
});
