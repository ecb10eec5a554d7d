import { isJsonObject, KingletError, type RawToolCall } from '@kinglet/spec';

/** What curation reads of a row of the usage log. */
export interface LoggedCall {
  readonly kind: string;
  readonly place: string;
  readonly conversationId: string;
  readonly runId: string;
  readonly modelId: string;
  readonly retention: string;
  readonly prompt: string;
  readonly toolCalls: readonly RawToolCall[];
  readonly hasFailedVerdict: boolean;
  readonly errorCode: string | null;
  readonly feedback: string | null;
}

/** One line of a usage-log export. Throws `invalid-input` that names line and field. */
export function readLogRow(value: unknown, place: string): LoggedCall {
  if (!isJsonObject(value)) throw bad(place, 'is no object');
  const text = (field: string): string => {
    const found = value[field];
    if (typeof found !== 'string')
      throw bad(place, `has the ${field} ${JSON.stringify(found)}, which is no text`);
    return found;
  };
  const textOrNull = (field: string): string | null => (value[field] === null ? null : text(field));
  const list = (field: string): readonly unknown[] => {
    const found: unknown = value[field];
    if (!Array.isArray(found)) throw bad(place, `has ${field} that are no list`);
    return found;
  };
  return {
    kind: text('kind'),
    place: text('place'),
    conversationId: text('conversationId'),
    runId: text('runId'),
    modelId: text('modelId'),
    retention: text('retention'),
    prompt: text('prompt'),
    toolCalls: list('toolCalls').map((call) => readCall(call, place)),
    hasFailedVerdict: list('verdicts').some(
      (verdict) => !isJsonObject(verdict) || verdict['passed'] !== true,
    ),
    errorCode: textOrNull('errorCode'),
    feedback: textOrNull('feedback'),
  };
}

function readCall(value: unknown, place: string): RawToolCall {
  const { id, name, argumentsText } = isJsonObject(value) ? value : {};
  if (typeof id === 'string' && typeof name === 'string' && typeof argumentsText === 'string') {
    return { id, name, argumentsText };
  }
  throw bad(place, 'has a tool call without id, name or argumentsText');
}

function bad(place: string, what: string): KingletError {
  return new KingletError(
    'invalid-input',
    `${place}: the row ${what}. Give a file that the app's log wrote: Log, Export.`,
  );
}
