import { type Clock, type ErrorDetails, isJsonObject, KingletError } from '@kinglet/spec';
import { readError } from './wire-chunk.ts';

/** What a refusal said, read once and bounded. */
export interface Refusal {
  readonly status: number;
  /** The server's own words, at most 300 characters, the key taken out; empty where there are none. */
  readonly message: string;
  /** OpenAI's `error.code` or llama.cpp's `error.type`; empty where there is none. */
  readonly code: string;
  /** Numbers inside the error object, such as llama.cpp's `n_prompt_tokens`. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly retryAfterMs: number | null;
}

const maxBodyCharacters = 20_000;

/** Reads the body of a refused request. */
export async function readRefusal(response: Response, key: string | null, clock: Clock): Promise<Refusal> {
  const text = await readStart(response, maxBodyCharacters);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = null;
  }
  const error = isJsonObject(body) ? (body['error'] ?? body['message']) : undefined;
  const fields = isJsonObject(error) ? error : {};
  const numbers = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value]] : [],
  );
  return {
    status: response.status,
    message: withoutKey(readError(error) ?? '', key).slice(0, 300),
    code: [fields['code'], fields['type']].filter((value) => typeof value === 'string').join(' '),
    numbers: Object.fromEntries(numbers),
    retryAfterMs: retryAfter(response.headers.get('retry-after'), clock),
  };
}

/** The error for people and for callers that act on it. */
export function refusalError(
  refusal: Refusal,
  {
    host,
    model,
    contextTokens,
    promptTokens,
  }: { host: string; model: string; contextTokens: number; promptTokens: number },
): KingletError {
  const { status, message, retryAfterMs } = refusal;
  const details: ErrorDetails = { status, host };
  const said = message === '' ? '' : ` It says: ${message}`;
  if (isOverflow(refusal)) return overflowError(refusal, { contextTokens, promptTokens });
  switch (status) {
    case 401:
      return new KingletError(
        'remote-auth',
        `${host} refused the key (401). Enter a valid key in the settings.`,
        { details },
      );
    case 403:
      return new KingletError(
        'remote-auth',
        `${host} does not allow this key to use ${model} (403). Check the key's rights, or choose another model.`,
        { details },
      );
    case 404:
      return new KingletError(
        'remote-failed',
        `${host} knows no such address or no model ${model} (404). Check the model's name and that the base URL ends like https://api.openai.com/v1.${said}`,
        { details },
      );
    case 429: {
      const wait = retryAfterMs === null ? 'later' : `in ${Math.ceil(retryAfterMs / 1000)} s`;
      return new KingletError(
        'remote-rate-limit',
        `${host} allows no more requests now (429). Try again ${wait}.${said}`,
        {
          details: retryAfterMs === null ? details : { ...details, retryAfterMs },
        },
      );
    }
    default:
      return new KingletError('remote-failed', `${host} answered ${status}. ${advice(status)}${said}`, {
        details,
      });
  }
}

/** Milliseconds of a `Retry-After` header, in seconds or as a date; null where it is absent or unreadable. */
function retryAfter(header: string | null, clock: Clock): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - clock.nowMs();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function advice(status: number): string {
  return status >= 500 ? 'The fault is on its side: try again later.' : 'Check the base URL and the model.';
}

function isOverflow({ status, code, message }: Refusal): boolean {
  return (
    (status === 400 || status === 413) &&
    (/context_length_exceeded|exceed_context_size/.test(code) || /maximum context length/i.test(message))
  );
}

function overflowError(
  { message, numbers }: Refusal,
  fallback: { contextTokens: number; promptTokens: number },
): KingletError {
  const promptTokens =
    numbers['n_prompt_tokens'] ??
    Number(/(?:resulted in|requested) (\d+)/.exec(message)?.[1] ?? fallback.promptTokens);
  const contextTokens =
    numbers['n_ctx'] ?? Number(/context length is (\d+)/.exec(message)?.[1] ?? fallback.contextTokens);
  return new KingletError(
    'context-overflow',
    `The prompt has about ${promptTokens} tokens and the model's context holds ${contextTokens}. Leave older exchanges out.`,
    { details: { promptTokens, contextTokens } },
  );
}

function withoutKey(text: string, key: string | null): string {
  return key === null || key === '' ? text : text.replaceAll(key, '[key]');
}

/** The body's first characters, as far as they came; the rest is not fetched. */
async function readStart(response: Response, maxCharacters: number): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (
      let part = await reader.read();
      !part.done && text.length < maxCharacters;
      part = await reader.read()
    ) {
      text += part.value;
    }
  } catch {
    // Half an explanation is better than none, and the status is known.
  }
  await reader.cancel().catch(() => undefined);
  return text.slice(0, maxCharacters);
}
