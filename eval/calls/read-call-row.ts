import { isJsonObject, type Json, KingletError } from '@kinglet/spec';
import type { ToolMessage, WantedCall } from '../../bench/tool-calls/messages.ts';
import type { JsonLine } from '../rows/read-json-lines.ts';

/**
 * Reads `{text, call}`: `call` is null where no tool may be called, else `{tool, arguments?, result?}`, with patterns (case
 * counts not) for arguments and for what the tool then says; `tool` may be a list of which any will do. Throws
 * `invalid-input` by file and line.
 */
export function readCallRow({ place, value }: JsonLine): ToolMessage {
  if (!isJsonObject(value) || typeof value['text'] !== 'string' || value['call'] === undefined)
    throw bad(place);
  const { text, call } = value;
  return { text, wanted: call === null ? null : readCall(call, place) };
}

function readCall(call: Json | undefined, place: string): WantedCall {
  if (!isJsonObject(call)) throw bad(place);
  const { tool, arguments: values = {}, result } = call;
  const tools = typeof tool === 'string' ? [tool] : tool;
  if (!Array.isArray(tools) || tools.length === 0 || !isJsonObject(values)) throw bad(place);
  const patterns = Object.entries(values).map(([key, text]) => [key, pattern(text, place)] as const);
  return {
    tools: tools.map(String),
    arguments: Object.fromEntries(patterns),
    ...(result === undefined ? {} : { result: pattern(result, place) }),
  };
}

function pattern(text: Json, place: string): RegExp {
  if (typeof text !== 'string') throw bad(place);
  try {
    return new RegExp(text, 'i');
  } catch (cause) {
    throw bad(place, cause);
  }
}

function bad(place: string, cause?: unknown): KingletError {
  const allowed =
    '{"text": "...", "call": null} or {"text": "...", "call": {"tool": "...", "arguments": {"name": "pattern"}, "result": "pattern"}}';
  return new KingletError(
    'invalid-input',
    `${place}: not a row of calls, which is ${allowed}. Correct or remove the line.`,
    { cause },
  );
}
