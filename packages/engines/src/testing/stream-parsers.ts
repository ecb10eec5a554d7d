import type { RawToolCall, ToolDefinition } from '@kinglet/spec';
import { createJsonReply } from '../built-in/json-reply.ts';
import { defaultPromptFormat } from '../prompt/prompt-format.ts';
import { createReplyParser, type Reply, type ReplyParser } from '../prompt/reply-parser.ts';
import { createStopHolder } from '../prompt/stop-holder.ts';
import { eventData } from '../remote/event-data.ts';
import { ReplyAssembler } from '../remote/reply-assembler.ts';
import { parseChunk } from '../remote/wire-chunk.ts';
import { createSpecialistReader } from '../specialist/specialist-reader.ts';
import { specialistTools } from '../specialist/specialist-tools.ts';
import { ReplyTokens } from '../transformers/reply-tokens.ts';
import { createReplyReader } from '../web-llm/reply-reader.ts';

export { seededRandom } from '../grammar/testing/seeded-random.ts';

/** What a stream came to. */
export interface StreamReading {
  /** All that was shown, joined. */
  readonly text: string;
  readonly calls: readonly Omit<RawToolCall, 'id'>[];
  readonly end: string;
}

/** A parser of replies as they come, for tests that cut one reply in many ways: each must read the same. */
export type StreamParser = (pieces: readonly string[]) => StreamReading;

export const callForm = defaultPromptFormat.call;
/** Stops of the parsers here; two begin alike, and one is within another. */
export const stops = ['\n\n', '<|im_end|>', '<|', 'END.', 'ND'];

/** The parsers of text deltas, by what they read. `tools` are those of the specialists. */
export function textParsers(tools: readonly ToolDefinition[]): Readonly<Record<string, StreamParser>> {
  return {
    'reply with a call': (pieces) => readAll(createReplyParser(callForm), pieces),
    'text before a stop': readToStop,
    'reply of web-llm': readWebLlm,
    'reply as JSON': (pieces) => readAll(createJsonReply(), pieces),
    'bare specialist': specialistParser('bare', tools),
    'schemas specialist': specialistParser('schemas', tools),
  };
}

function readAll(parser: ReplyParser, pieces: readonly string[]): StreamReading {
  const shown = pieces.map((piece) => parser.push(piece)).join('');
  return readingOf(shown, parser.end());
}

function readingOf(shown: string, { text, call }: Reply): StreamReading {
  return { text: shown + text, calls: call === null ? [] : [call], end: '' };
}

function readToStop(pieces: readonly string[]): StreamReading {
  const holder = createStopHolder(stops);
  const shown = pieces.map((piece) => holder.push(piece)).join('');
  return { text: holder.stopped ? shown : shown + holder.rest(), calls: [], end: String(holder.stopped) };
}

function readWebLlm(pieces: readonly string[]): StreamReading {
  const reader = createReplyReader({ prefix: '', stops: [], form: callForm });
  const shown = pieces.map((piece) => reader.push(piece)).join('');
  return readingOf(shown, reader.end(pieces.join('')));
}

function specialistParser(format: 'bare' | 'schemas', definitions: readonly ToolDefinition[]): StreamParser {
  const tools = specialistTools(definitions, { format });
  return (pieces) => {
    const reader = createSpecialistReader({ format, tools, id: () => '' });
    const events = pieces.flatMap((piece) => reader.push(piece));
    const end = reader.end('stop');
    const all = [...events, ...end.events];
    return {
      text: all.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''),
      calls: all.flatMap((event) => (event.type === 'tool-call' ? [event.call] : [])),
      end: `${end.finishReason} ${end.continues}`,
    };
  };
}

/** A stream of server-sent events, in bytes as they came. What breaks it is the reading's end. */
export async function readEventStream(pieces: readonly Uint8Array[]): Promise<StreamReading> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const reply = new ReplyAssembler(() => 'new');
  let text = '';
  let end = '';
  for await (const data of eventData(body, () => {})) {
    const chunk = data === '[DONE]' ? null : parseChunk(data);
    if (chunk === null) {
      end = data;
      break;
    }
    reply.add(chunk);
    if (reply.isFull) break;
    text += chunk.text;
  }
  return { text, calls: reply.calls, end: `${end} ${reply.finishReason} ${reply.finished}` };
}

/** Tokens of one byte each, as a vocabulary's that has no others. */
export function readBytes(bytes: Uint8Array): StreamReading {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const tokens = new ReplyTokens({ decode: (ids) => decoder.decode(Uint8Array.from(ids)) });
  let text = '';
  for (const byte of bytes) {
    tokens.push(byte);
    text += tokens.take();
  }
  tokens.finish();
  return { text: text + tokens.take(), calls: [], end: '' };
}
