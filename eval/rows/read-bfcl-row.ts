import { isJsonObject, type Json, type JsonObject, KingletError } from '@kinglet/spec';
import type { JsonLine } from './read-json-lines.ts';
import type { RightCall, Row, RowFunction, RowMessage } from './row.ts';

/**
 * Reads a row of the Berkeley Function Calling Leaderboard: `{id, question: [[{role, content}...]], function: [...],
 * ground_truth?}`. Throws `invalid-input` by file and line.
 */
export function readBfclRow({ place, value }: JsonLine): Row {
  const row = object(value, place, 'the row');
  const [turn, ...more] = list(row['question'], place, 'question');
  if (more.length > 0)
    throw bad(place, `question has ${more.length + 1} turns`, 'one turn, as [[{role, content}]]');
  const truth = row['ground_truth'];
  return {
    id: text(row['id'], place, 'id'),
    question: list(turn, place, 'question[0]').map((message) => readMessage(message, place)),
    functions: list(row['function'], place, 'function').map((each) => readFunction(each, place)),
    rightCalls:
      truth === undefined ? null : list(truth, place, 'ground_truth').map((call) => readCall(call, place)),
  };
}

function readMessage(value: Json, place: string): RowMessage {
  const { role, content } = object(value, place, 'a message of question');
  if (role !== 'system' && role !== 'user' && role !== 'assistant') {
    throw bad(place, `role is ${JSON.stringify(role)}`, 'system, user or assistant');
  }
  return { role, content: text(content, place, 'content') };
}

function readFunction(value: Json, place: string): RowFunction {
  const { name, description = '', parameters } = object(value, place, 'a function');
  return {
    name: text(name, place, 'function name'),
    description: text(description, place, 'function description'),
    parameters: object(parameters, place, `parameters of ${name}`),
  };
}

function readCall(value: Json, place: string): RightCall {
  const call = Object.entries(object(value, place, 'an entry of ground_truth'));
  const [entry] = call;
  if (entry === undefined || call.length > 1)
    throw bad(place, `a call names ${call.length} functions`, 'one');
  const [name, answers] = entry;
  const lists = Object.entries(object(answers, place, `ground_truth of ${name}`)).map(
    ([key, possible]) => [key, list(possible, place, `ground_truth of ${name}.${key}`)] as const,
  );
  return { [name]: Object.fromEntries(lists) };
}

function object(value: unknown, place: string, what: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw bad(place, `${what} is ${shown(value)}`, 'an object');
}

function list(value: unknown, place: string, what: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw bad(place, `${what} is ${shown(value)}`, 'a list');
}

function text(value: unknown, place: string, what: string): string {
  if (typeof value === 'string') return value;
  throw bad(place, `${what} is ${shown(value)}`, 'a text');
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 80);
}

function bad(place: string, what: string, allowed: string): KingletError {
  return new KingletError(
    'invalid-input',
    `${place}: ${what}; it must be ${allowed}. Correct or remove the line.`,
  );
}
