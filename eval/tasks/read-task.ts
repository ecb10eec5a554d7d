import { isJsonObject, type Json, type JsonObject, KingletError } from '@kinglet/spec';
import type { JsonLine } from '../rows/read-json-lines.ts';
import type { GoldTurn, Task, TaskEffect } from './task.ts';

const taskKeys = ['id', 'category', 'ask', 'notes', 'attach', 'expect', 'gold', 'meta'];

/** What the value of each effect must be. */
const effectTypes: Readonly<Record<keyof TaskEffect, (value: Json) => boolean>> = {
  notes: (value) => isRecordOf(value, ['contains', 'lacks'], 'string'),
  timers: (value) => isRecordOf(value, ['seconds', 'count'], 'number'),
  toolCalls: isCount,
  sends: isCount,
  asked: (value) => value === true,
  labelledOrEscalated: (value) => value === true,
};

/**
 * Reads one line of a file of tasks. Throws `invalid-input` by file and line where a key is unknown or a value is not
 * what eval/tasks/README.md says: a misspelt expectation would hold always.
 */
export function readTask({ place, value }: JsonLine): Task {
  if (!isJsonObject(value)) throw bad(place, 'the line is no object');
  const stranger = Object.keys(value).find((key) => !taskKeys.includes(key));
  if (stranger !== undefined) throw bad(place, `${stranger} is unknown; known are ${taskKeys.join(', ')}`);
  const { id, category, ask, notes = [], attach = {}, expect, gold = [] } = value;
  if (typeof id !== 'string' || typeof category !== 'string')
    throw bad(place, 'id and category must be texts');
  const turns = typeof ask === 'string' ? [ask] : ask;
  if (!isTexts(turns) || turns.length === 0) throw bad(place, 'ask must be a text or a list of texts');
  if (!isTexts(notes)) throw bad(place, 'notes must be a list of texts');
  if (!isTextRecord(attach)) throw bad(place, 'attach must be {file name: text}');
  return {
    ...{ id, category, turns, notes, attach },
    ...readExpectation(expect, place),
    gold: readGold(gold, place),
  };
}

function readExpectation(expect: Json | undefined, place: string): Pick<Task, 'answer' | 'effect'> {
  if (!isJsonObject(expect)) throw bad(place, 'expect must be an object with answer, effect or both');
  const { answer, effect, ...others } = expect;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw bad(place, `expect.${stranger} is unknown; known are answer and effect`);
  if (answer === undefined && effect === undefined) throw bad(place, 'expect has neither answer nor effect');
  return {
    answer: answer === undefined ? null : readPattern(answer, 'expect.answer', place),
    effect: effect === undefined ? {} : readEffect(effect, place),
  };
}

function readPattern(pattern: Json, name: string, place: string): RegExp {
  try {
    return new RegExp(String(pattern), 'i');
  } catch (cause) {
    throw bad(place, `${name} is no regular expression: ${pattern}`, cause);
  }
}

function readEffect(effect: Json, place: string): TaskEffect {
  if (!isJsonObject(effect)) throw bad(place, 'expect.effect must be an object');
  for (const [key, value] of Object.entries(effect)) {
    const isRight = Object.hasOwn(effectTypes, key) ? effectTypes[key as keyof TaskEffect] : undefined;
    if (isRight === undefined) {
      throw bad(place, `expect.effect.${key} is unknown; known are ${Object.keys(effectTypes).join(', ')}`);
    }
    if (!isRight(value)) throw bad(place, `expect.effect.${key} is ${JSON.stringify(value)}`);
  }
  for (const [key, pattern] of Object.entries((effect as TaskEffect).notes ?? {})) {
    readPattern(pattern, `expect.effect.notes.${key}`, place);
  }
  return effect as TaskEffect;
}

function readGold(gold: Json, place: string): readonly GoldTurn[] {
  const turns = Array.isArray(gold) ? (gold as readonly Json[]) : null;
  const isTurn = (turn: Json): boolean =>
    isJsonObject(turn) &&
    (turn['say'] === undefined || typeof turn['say'] === 'string') &&
    (turn['calls'] === undefined || (Array.isArray(turn['calls']) && turn['calls'].every(isCall)));
  if (turns === null || !turns.every(isTurn)) {
    throw bad(place, 'gold must be a list of {calls: [{tool, arguments}], say}, one for each turn');
  }
  return turns as unknown as readonly GoldTurn[];
}

function isCall(call: Json): boolean {
  return isJsonObject(call) && typeof call['tool'] === 'string' && isJsonObject(call['arguments']);
}

function isCount(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isTextRecord(value: Json): value is Readonly<Record<string, string>> & JsonObject {
  return isJsonObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

function isRecordOf(value: Json, keys: readonly string[], type: 'string' | 'number'): boolean {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return entries.length > 0 && entries.every(([key, each]) => keys.includes(key) && typeof each === type);
}

function bad(place: string, what: string, cause?: unknown): KingletError {
  return new KingletError(
    'invalid-input',
    `${place}: ${what}. See eval/tasks/README.md and correct the line.`,
    { cause },
  );
}
