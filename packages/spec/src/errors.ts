/**
 * The closed set of error codes. A new code needs a caller who acts on it.
 *
 * - `invalid-input`: the caller gave something unusable; the message says what is allowed.
 * - `model-source`: a model source is unknown, unreachable or served something else.
 * - `hash-mismatch`: the bytes are not the ones that were pinned; they were thrown away.
 * - `quota-exceeded`: the device's storage is too small for what was asked.
 * - `storage-denied`: storage is blocked, was deleted while open, or is private mode.
 * - `unsupported`: this device or browser lacks what the engine needs.
 * - `engine-failed`: the engine refused or broke while loading or generating; it can be tried again.
 * - `engine-lost`: the GPU device or the worker is gone; the engine must be loaded again.
 * - `other-version`: another tab runs another version, and all tabs share one engine; a reload mends it.
 * - `context-overflow`: the prompt does not fit; `details` has `promptTokens` and `contextTokens`.
 * - `not-configured`: no endpoint for the larger model is set.
 * - `remote-auth`: 401 or 403 from the endpoint.
 * - `remote-rate-limit`: 429; `details.retryAfterMs` where the server said so.
 * - `remote-failed`: 404, 5xx, or an answer that is not the protocol.
 * - `network`: the endpoint could not be reached at all.
 * - `interrupted`: the stream ended before its finish reason; what came stays, but is not complete.
 * - `timeout`: connect, idle or total time was used up; `details.phase` says which.
 */
export const errorCodes = [
  'invalid-input',
  'model-source',
  'hash-mismatch',
  'quota-exceeded',
  'storage-denied',
  'unsupported',
  'engine-failed',
  'engine-lost',
  'other-version',
  'context-overflow',
  'not-configured',
  'remote-auth',
  'remote-rate-limit',
  'remote-failed',
  'network',
  'interrupted',
  'timeout',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts beside an error: small, JSON, never a key and never text of the user's. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An error as it crosses a worker boundary or stands in a log. */
export interface ErrorShape {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/**
 * The one error class. The message says what happened, the actual and the allowed value, and what to do next.
 * Cancelling is not an error of this kind: it rejects with `signal.reason`.
 */
export class KingletError extends Error {
  override readonly name = 'KingletError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    { details = {}, cause }: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }

  toShape(): ErrorShape {
    return { code: this.code, message: this.message, details: this.details };
  }

  static fromShape(shape: ErrorShape): KingletError {
    return new KingletError(shape.code, shape.message, { details: shape.details });
  }
}

/** Names any thrown value: a KingletError stays itself, the rest becomes `fallback` with its cause kept. */
export function toKingletError(thrown: unknown, fallback: ErrorCode): KingletError {
  if (thrown instanceof KingletError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new KingletError(fallback, message, { cause: thrown });
}
