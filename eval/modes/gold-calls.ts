import { isJsonObject, type Json, type JsonObject } from '@kinglet/spec';
import type { MadeCall, PossibleAnswers, Row, RowFunction } from '../rows/row.ts';
import type { Rule } from '../score/row-mistake.ts';

/** The calls of a scripted larger model that is always right: of each argument that it needs the first answer that the row allows. */
export function goldCalls({ functions, rightCalls }: Row, rule: Rule): readonly MadeCall[] {
  if (rule === 'any-call') return functions.slice(0, 1).map(({ name }) => ({ name, arguments: {} }));
  return (rightCalls ?? []).flatMap((right) =>
    Object.entries(right).map(([name, answers]) => ({
      name,
      arguments: rule === 'exact' ? asWritten(answers) : needed(answers, requiredOf(name, functions)),
    })),
  );
}

function asWritten(answers: PossibleAnswers): JsonObject {
  const given = Object.entries(answers).filter(([, list]) => list.length > 0);
  return Object.fromEntries(given.map(([key, [first = null]]) => [key, first]));
}

function requiredOf(name: string, functions: readonly RowFunction[]): readonly Json[] {
  const required = functions.find((each) => each.name === name)?.parameters['required'];
  return Array.isArray(required) ? required : [];
}

/** `""` among the answers says that the argument may be left out. */
function needed(answers: PossibleAnswers, required: readonly Json[]): JsonObject {
  const kept = Object.entries(answers).filter(([key, list]) => required.includes(key) || !list.includes(''));
  return Object.fromEntries(
    kept.flatMap(([key, list]) => {
      const found = list.find((each) => each !== '') ?? list[0];
      return found === undefined ? [] : [[key, plain(found)]];
    }),
  );
}

/** A dict, also one in a list, has answers of its own for each key. */
function plain(answer: Json): Json {
  if (Array.isArray(answer)) return answer.map((item: Json) => (isJsonObject(item) ? plain(item) : item));
  if (!isJsonObject(answer)) return answer;
  const lists = Object.entries(answer).map(([key, each]) => [key, Array.isArray(each) ? each : [each]]);
  return needed(Object.fromEntries(lists), []);
}
