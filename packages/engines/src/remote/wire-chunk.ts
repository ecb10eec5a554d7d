import { isJsonObject, type Json, type JsonObject } from '@kinglet/spec';

/** A piece of a tool call; which call it belongs to is the reply's to say. */
export interface CallPiece {
  readonly index: number | null;
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

export interface WireUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number | null;
}

/** One `data:` line of the stream, as far as we use it. */
export interface WireChunk {
  readonly text: string;
  readonly calls: readonly CallPiece[];
  readonly finishReason: string | null;
  readonly usage: WireUsage | null;
  /** An error that the server reports inside the stream. */
  readonly error: string | null;
}

/** Reads one `data:` payload; null where it is not a JSON object. Unknown and missing fields are let pass. */
export function parseChunk(data: string): WireChunk | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isJsonObject(value)) return null;
  const choice = firstObject(value['choices']);
  const delta = objectOr(choice['delta']);
  return {
    text: stringOr(delta['content']),
    calls: Array.isArray(delta['tool_calls']) ? delta['tool_calls'].filter(isJsonObject).map(readPiece) : [],
    finishReason: typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : null,
    usage: readUsage(value['usage']),
    error: readError(value['error']),
  };
}

/** The message of an error body or an error in the stream; null where there is none. */
export function readError(error: Json | undefined): string | null {
  if (typeof error === 'string') return error;
  if (!isJsonObject(error)) return null;
  return stringOr(error['message']) || 'no message';
}

function readPiece(piece: JsonObject): CallPiece {
  const called = objectOr(piece['function']);
  return {
    index: typeof piece['index'] === 'number' ? piece['index'] : null,
    id: stringOr(piece['id']),
    name: stringOr(called['name']),
    argumentsText: stringOr(called['arguments']),
  };
}

function readUsage(usage: Json | undefined): WireUsage | null {
  const counts = objectOr(usage);
  const promptTokens = count(counts['prompt_tokens']);
  const completionTokens = count(counts['completion_tokens']);
  if (promptTokens === null || completionTokens === null) return null;
  return {
    promptTokens,
    completionTokens,
    cachedTokens: count(objectOr(counts['prompt_tokens_details'])['cached_tokens']),
  };
}

function count(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}

function stringOr(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function firstObject(value: Json | undefined): JsonObject {
  return Array.isArray(value) ? objectOr(value[0]) : {};
}
