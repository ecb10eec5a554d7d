import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { builtInTools } from './built-in-tools.ts';
import { openNotes } from './notes/note-store.ts';
import { openReminders } from './reminders/reminder-store.ts';
import { call } from './testing/tool-context.ts';

const tools = builtInTools({ notes: openNotes(), reminders: openReminders(), fetch: globalThis.fetch });
const definitions = tools.map(({ definition }) => definition);

describe('builtInTools', () => {
  it('are twelve, sorted by name', () => {
    expect(definitions.map(({ name }) => name)).toEqual([
      'calculate',
      'convert',
      'date',
      'days',
      'delete',
      'file',
      'list',
      'note',
      'read',
      'remind',
      'search',
      'time',
    ]);
  });

  it('have an effect on this device once per key, so that a run that was cut off may call them again', () => {
    const writing = tools.filter(({ definition }) => definition.risk === 'write');
    expect(writing.map(({ definition, oncePerKey }) => [definition.name, oncePerKey])).toEqual([
      ['delete', true],
      ['note', true],
      ['remind', true],
    ]);
  });

  it.each(definitions.map((definition) => [definition.name, definition] as const))(
    '%s is flat and short',
    (name, definition) => {
      expect(name).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
      expect(definition.description.length).toBeLessThan(90);
      const { properties = {}, ...rest } = definition.parameters;
      expect(rest).toMatchObject({ type: 'object', additionalProperties: false });
      expect(Object.keys(properties).length).toBeLessThanOrEqual(2);
      for (const property of Object.values(properties)) {
        expect(property.type).toBe('string');
        expect(property.enum ?? property.maxLength).toBeDefined();
      }
      for (const exempt of definition.ungrounded ?? []) expect(Object.keys(properties)).toContain(exempt);
    },
  );

  it('ask by their risk: only delete destroys, only read sends', () => {
    expect(definitions.filter(({ destructive }) => destructive).map(({ name }) => name)).toEqual(['delete']);
    expect(definitions.filter(({ risk }) => risk === 'send').map(({ name }) => name)).toEqual(['read']);
    expect(definitions.filter(({ risk }) => risk === 'write').map(({ name }) => name)).toEqual([
      'delete',
      'note',
      'remind',
    ]);
  });

  it('answer with results that are whole statements, not with failures', async () => {
    const run = (name: string, args: Readonly<Record<string, string>>) => {
      const tool = tools.find(({ definition }) => definition.name === name);
      if (tool === undefined) throw new Error(`no tool ${name}`);
      return call(tool, args);
    };
    for (const [name, args] of [
      ['calculate', { expression: '2 + 2' }],
      ['convert', { amount: '1 km', to: 'm' }],
      ['date', { when: 'tomorrow' }],
      ['days', { from: 'today', to: 'Easter' }],
      ['time', {}],
      ['note', { text: 'milk' }],
      ['search', { query: 'nothing like it' }],
      ['list', { what: 'notes' }],
      ['remind', { text: 'eat', when: 'in 2 hours' }],
      ['delete', { text: 'milk' }],
    ] as const) {
      expect(await run(name, args), name).toMatchObject({ failed: false, answers: true });
    }
    expect(await run('calculate', { expression: 'love' })).not.toHaveProperty('answers');
  });
});
