import type { Refusal } from './response-error.ts';
import type { WireDialect } from './wire-request.ts';

const maxRetries = 2;
const firstDelayMs = 1000;
/** A server that asks for more than this is given up on: the user decides. */
const maxDelayMs = 20_000;
const passing = new Set([429, 500, 502, 503, 504, 529]);

/**
 * How long to wait before the next try, in milliseconds: what the server asks for, else 1 s and then 2 s. Null: no next
 * try, because the refusal will not pass, two tries were made, or the wait is above 20 s.
 */
export function retryDelay({ status, retryAfterMs }: Refusal, attempt: number): number | null {
  if (!passing.has(status) || attempt >= maxRetries) return null;
  const delayMs = retryAfterMs ?? firstDelayMs * 2 ** attempt;
  return delayMs > maxDelayMs ? null : delayMs;
}

/** What a host most likely speaks. */
export function firstDialect(host: string): WireDialect {
  const maxTokensField = host === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
  return { maxTokensField, temperature: true };
}

/** The dialect to try after a 400 that names one of the two fields on which servers differ; null for any other. */
export function nextDialect({ status, message }: Refusal, dialect: WireDialect): WireDialect | null {
  if (status !== 400) return null;
  if (dialect.maxTokensField === 'max_tokens' && /max_completion_tokens/.test(message)) {
    return { ...dialect, maxTokensField: 'max_completion_tokens' };
  }
  if (dialect.temperature && /\btemperature\b/.test(message)) return { ...dialect, temperature: false };
  return null;
}
