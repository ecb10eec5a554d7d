import { describe, expect, it } from 'vitest';
import { builtInTools } from '../built-in-tools.ts';
import { openNotes } from '../notes/note-store.ts';
import { openReminders } from '../reminders/reminder-store.ts';
import { hostileTexts, sundayMs } from '../testing/tool-context.ts';

const tools = builtInTools({ notes: openNotes(), reminders: openReminders(), fetch: globalThis.fetch });

function offered(message: string, hasAttachments = false) {
  const facts = { nowMs: sundayMs, timeZone: 'Europe/Zurich', hasAttachments };
  return Object.fromEntries(
    tools.flatMap((tool) => {
      const found = tool.spans?.(message, facts) ?? null;
      return found === null ? [] : [[tool.definition.name, found] as const];
    }),
  );
}

/** All calls that a message may mean, each as `tool(value / other value | next argument)`. */
function calls(message: string, hasAttachments = false): string {
  return Object.entries(offered(message, hasAttachments))
    .map(
      ([name, spans]) =>
        `${name}(${Object.values(spans)
          .map((values) => values.join(' / '))
          .join(' | ')})`,
    )
    .join(' or ');
}

describe('spans', () => {
  it.each([
    ['What is 17.5% of 240?', 'calculate(17.5% of 240)'],
    ['What is 12 times 12?', 'calculate(12 times 12)'],
    ['could you please add 1250 and 399', 'calculate(add 1250 and 399)'],
    ['two plus two', 'calculate(two plus two)'],
    ["what's 20% off 80", 'calculate(20% off 80)'],
    ['A bill of 62.50, what is 12% of 62.50?', 'calculate(12% of 62.50)'],
    ['Convert 5 foot 11 to cm', 'convert(5 foot 11 | cm)'],
    ['how tall is 6 foot 1 in cm?', 'convert(6 foot 1 | cm)'],
    ['180 cm to feet and inches', 'convert(180 cm | feet and inches)'],
    ['my bag has 23 kg, how much is it in pounds?', 'convert(23 kg | pounds)'],
    ['how many cups in a gallon', 'convert(a gallon | cups)'],
    ['convert 3/4 cup to ml', 'convert(3/4 cup | ml)'],
    ["what's 72f in c", 'convert(72f | c)'],
    ['How many days until 25 December?', 'date(25 December)'],
    ['When is Easter?', 'date(Easter)'],
    ["what's tomorrow's date?", 'date(tomorrow)'],
    ['which date is 10 days from now?', 'date(10 days from now)'],
    ['is 5 March a Monday?', 'date(5 March / Monday)'],
    ['How many days lie between 2 May and 9 August?', 'days(2 May | 9 August)'],
    ['how many days from today until 31 December', 'days(today | 31 December)'],
    ['What time is it in Lima?', 'time(Lima)'],
    ["what's the time?", 'time()'],
    ['time in Oz', 'time(Oz)'],
    ['Make a note: the spare key is under the blue pot', 'note(the spare key is under the blue pot)'],
    ['Make a note: write to ada@example.com', 'note(write to ada@example.com)'],
    ['can you note that 5 km is 3.1 miles', 'note(5 km is 3.1 miles)'],
    ['remember my locker code is 4821', 'note(my locker code is 4821)'],
    ['Note to self: call Bob on Monday at 5', 'note(call Bob on Monday at 5)'],
    ['I parked on level 3, remember that', 'note(I parked on level 3)'],
    ['add buy 3 lemons to my notes', 'note(buy 3 lemons)'],
    ["Don't forget that Anna likes tulips.", 'note(Anna likes tulips)'],
    ['show my notes', 'list(notes)'],
    ['what did I save?', 'list(notes)'],
    ['do I have any reminders?', 'list(reminders)'],
    ['list my notes and reminders', 'list(notes / reminders)'],
    ['find the note about the boiler', 'search(boiler)'],
    ['where did I write the locker code?', 'search(locker code)'],
    ['What do my notes say about the wifi?', 'search(wifi)'],
    ['search milk', 'search(milk)'],
    ['delete the note about the spare key', 'delete(spare key)'],
    ['please get rid of my boiler note', 'delete(boiler)'],
    ['cancel the reminder to stretch', 'delete(stretch)'],
    ['turn off the alarm', 'delete(alarm)'],
    ['delete all my notes', 'delete(all)'],
    ['delete the last note', 'delete(last)'],
    ['Remind me to stretch in 3 seconds', 'remind(stretch | in 3 seconds)'],
    ['Remind me to water the plants in 2 seconds', 'remind(water the plants | in 2 seconds)'],
    ['remind me tomorrow at 9 to call mum', 'remind(call mum | tomorrow at 9)'],
    ['I have to feed the cat at 7 pm, remind me', 'remind(feed the cat | at 7 pm)'],
    ['set a 10 minute timer for the pasta', 'remind(pasta | a 10 minute timer)'],
    ['timer 10 minutes', 'remind(timer | 10 minutes)'],
    ['Can you wake me in half an hour?', 'remind(wake me | in half an hour)'],
    ['remind me every day at 9 to stretch', 'remind(stretch | at 9)'],
    ['Remind me to call mum', 'remind(call mum | call mum)'],
    ['read http://127.0.0.1:4000/open', 'read(http://127.0.0.1:4000/open)'],
    ["what's on www.bbc.co.uk today?", 'read(www.bbc.co.uk)'],
    ['what does example.org say?', 'read(example.org)'],
    ['https://example.org/a', 'read(https://example.org/a)'],
  ])('%j can only mean %s', (message, call) => {
    expect(calls(message)).toBe(call);
  });

  it.each([
    'hello',
    'thank you!',
    'what is love?',
    'write a haiku',
    'capital of France',
    'who was Mozart',
    'tell me a joke',
    'Write a long story about a bird that crosses the sea',
    'Say what this means: the quick brown fox jumps over the lazy dog',
    'Write notes on the French revolution',
    'Write a thank-you note to my teacher',
    'Do you remember the Beatles?',
    'What is a note in music?',
    'Tell me about the time Napoleon lost',
    'What time does the shop close?',
    'What should I do today?',
    'What happened on 4 July 1776?',
    'I feel tired today',
    'I ran 5 miles in 40 minutes',
    'I have 3 cats and 2 dogs',
    'who wrote Hamlet?',
    'Stop talking',
    'What can you remind me of?',
    'Read me a story',
    'Node.js is nice',
    'hello.How are you',
    'my email is ada@example.com',
    'read notes.txt',
  ])('%j means none', (message) => {
    expect(calls(message)).toBe('');
  });

  it.each([
    ['read the file: what is the price of plum?', 'file()'],
    ['What does the file say?', 'file()'],
    ['who scored best?', 'file()'],
    ['What is 7 times 8?', 'calculate(7 times 8)'],
    ['make a note: milk', 'note(milk)'],
    ['hello', ''],
    ['write a poem', ''],
  ])('%j with a file can only mean %j', (message, call) => {
    expect(calls(message, true)).toBe(call);
  });

  it('are none of a note that would be cut', () => {
    expect(calls(`note: ${'long '.repeat(390)}`)).toMatch(/^note\(long/);
    expect(calls(`note: ${'long '.repeat(600)}`)).toBe('');
  });

  it('hold nothing hidden', () => {
    expect(calls('make a note: \u202Emilk\u0000')).toBe('note(milk)');
  });

  it.each([
    ...hostileTexts,
    ...['a', '1 ', ', ', 'remind me ', 'note ', 'in 1 ', '1+', 'march 3 ', '("', ' ', '\u0000'].map((text) =>
      text.repeat(5_000_000 / text.length),
    ),
  ])('are few for hostile text %#', (message) => {
    for (const spans of Object.values(offered(message, true))) {
      for (const values of Object.values(spans)) {
        expect(values.length).toBeLessThanOrEqual(8);
        for (const value of values) expect(value.length).toBeLessThanOrEqual(2_000);
      }
    }
  });
});

describe('examples', () => {
  it.each(tools.map((tool) => [tool.definition.name, tool] as const))(
    'of %s are what its spans give',
    (name, { definition: { examples = [] } }) => {
      expect(examples.length).toBeGreaterThan(0);
      for (const { text, arguments: args } of examples) {
        const spans = offered(text, name === 'file')[name];
        expect(spans).toBeDefined();
        for (const [key, value] of Object.entries(args)) expect(spans?.[key]).toContain(value);
      }
    },
  );
});
