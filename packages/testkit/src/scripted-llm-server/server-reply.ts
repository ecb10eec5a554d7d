/** One thing that the scripted server does while it streams. */
export type StreamStep =
  | { readonly type: 'text'; readonly text: string }
  /** One tool call, its arguments in pieces as real servers send them. */
  | {
      readonly type: 'call';
      readonly index: number;
      readonly id: string;
      readonly name: string;
      readonly pieces: readonly string[];
    }
  | { readonly type: 'finish'; readonly reason: string }
  | {
      readonly type: 'usage';
      readonly promptTokens: number;
      readonly completionTokens: number;
      readonly cachedTokens?: number;
    }
  /** Bytes as they are, such as half a line. */
  | { readonly type: 'raw'; readonly text: string }
  | { readonly type: 'done' }
  /** Real milliseconds. */
  | { readonly type: 'wait'; readonly durationMs: number }
  /** Keeps the connection open and sends no more. */
  | { readonly type: 'hang' }
  /** Cuts the TCP connection. */
  | { readonly type: 'reset' };

/** What the scripted server answers to one request for a completion. */
export interface ServerReply {
  /** Default 200. */
  readonly status?: number;
  /** Beside the CORS headers; the content type is `text/event-stream` for steps and `application/json` for a body. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent after the headers. Without a finish step the stream is truncated. */
  readonly steps?: readonly StreamStep[];
  /** Sent in one piece, in place of steps. */
  readonly body?: string;
  /** Before any byte of the answer: never answers, or cuts the connection. */
  readonly before?: 'hang' | 'reset';
}

const usage = { type: 'usage', promptTokens: 20, completionTokens: 5, cachedTokens: 0 } as const;

/** A clean stream of text, about a word a chunk. */
export function replyText(text: string): ServerReply {
  return { steps: [...words(text), { type: 'finish', reason: 'stop' }, usage, { type: 'done' }] };
}

/** A clean stream with one tool call, its arguments split into two pieces. */
export function replyCall(name: string, args: object, { text = '' }: { text?: string } = {}): ServerReply {
  const json = JSON.stringify(args);
  const half = Math.ceil(json.length / 2);
  const pieces = [json.slice(0, half), json.slice(half)];
  return {
    steps: [
      ...words(text),
      { type: 'call', index: 0, id: `call_${name}`, name, pieces },
      { type: 'finish', reason: 'tool_calls' },
      usage,
      { type: 'done' },
    ],
  };
}

/** The faults that endpoints show in life, by name. */
export const faults = {
  unauthorized: status(401, 'Incorrect API key provided'),
  forbidden: status(403, 'Your project may not use this model'),
  notFound: status(404, 'The model does not exist'),
  serverError: status(500, 'The server had an error'),
  /** 400 in OpenAI's words, as it says that a prompt is too long. */
  contextOverflow(promptTokens: number, contextTokens: number): ServerReply {
    const message = `This model's maximum context length is ${contextTokens} tokens. However, your messages resulted in ${promptTokens} tokens.`;
    return { status: 400, body: JSON.stringify({ error: { message, code: 'context_length_exceeded' } }) };
  },
  /** 429 with `Retry-After` in seconds, or as the text given. */
  rateLimit(retryAfter?: number | string): ServerReply {
    const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    return { ...status(429, 'Rate limit reached'), headers };
  },
  /** A captive portal or a web page in place of the API. */
  htmlPage: {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Welcome</title><p>Please sign in to this network.</p>',
  },
  /** JSON in place of a stream. */
  wrongType: { headers: { 'content-type': 'application/json' }, body: '{"message":"hello"}' },
  /** The text, then the end of the stream in the middle of a line. */
  truncated(text: string): ServerReply {
    return { steps: [...words(text), { type: 'raw', text: 'data: {"choices":[{"delta":{"content":" lost' }] };
  },
  /** The text, then a cut connection. */
  resetAfter(text: string): ServerReply {
    return { steps: [...words(text), { type: 'wait', durationMs: 20 }, { type: 'reset' }] };
  },
  malformedLine(text: string): ServerReply {
    return {
      steps: [
        ...words(text),
        { type: 'raw', text: 'data: {"choices":[{]}\n\n' },
        { type: 'finish', reason: 'stop' },
        { type: 'done' },
      ],
    };
  },
  /** An error object inside the stream, after the text. */
  errorInStream(text: string): ServerReply {
    return {
      steps: [
        ...words(text),
        { type: 'raw', text: 'data: {"error":{"message":"overloaded","code":503}}\n\n' },
      ],
    };
  },
  /** Text, then silence on an open connection. */
  stalls(text: string): ServerReply {
    return { steps: [...words(text), { type: 'hang' }] };
  },
  /** Never a byte. */
  noAnswer: { before: 'hang' },
  /** The connection is cut before the answer. */
  reset: { before: 'reset' },
} satisfies Record<string, ServerReply | ((...values: never[]) => ServerReply)>;

function status(code: number, message: string): ServerReply {
  return { status: code, body: JSON.stringify({ error: { message, type: 'scripted' } }) };
}

function words(text: string): readonly StreamStep[] {
  return (text.match(/\s*\S+|\s+$/g) ?? []).map((word) => ({ type: 'text', text: word }));
}
