import {
  callForm,
  readBytes,
  readEventStream,
  type StreamReading,
  stops,
  textParsers,
} from '@kinglet/engines/testing/stream-parsers';
import { cut, mutated, pick, type Random, randomCall, tools } from './random-texts.ts';

export interface SplitStreams {
  readonly count: number;
  /** Streams by parser. */
  readonly byParser: Readonly<Record<string, number>>;
  /** Where a cut changed the reading, or threw. */
  readonly faults: readonly string[];
}

const parsers = Object.entries(textParsers(tools));
/** Of the streams; they cost far more than the others. */
const eventStreamShare = 0.1;
const bytesShare = 0.05;

/** Cuts replies at random places: each reads as it does in one piece, whatever the cut goes through. */
export async function fuzzSplitStreams(random: Random, count: number): Promise<SplitStreams> {
  const faults: string[] = [];
  const byParser: Record<string, number> = {};
  for (let index = 0; index < count; index += 1) {
    const kind = random();
    const stream =
      kind < eventStreamShare
        ? eventStream(random)
        : kind < eventStreamShare + bytesShare
          ? byteTokens(random)
          : textStream(random);
    byParser[stream.parser] = (byParser[stream.parser] ?? 0) + 1;
    try {
      const [whole, split] = await stream.read();
      if (!isSame(whole, split))
        faults.push(`${stream.parser}: ${JSON.stringify({ whole, split, pieces: stream.pieces })}`);
    } catch (thrown) {
      faults.push(`${stream.parser} threw ${String(thrown)}: ${JSON.stringify(stream.pieces)}`);
    }
  }
  return { count, byParser, faults };
}

interface Stream {
  readonly parser: string;
  readonly pieces: readonly string[];
  read(): Promise<readonly [StreamReading, StreamReading]> | readonly [StreamReading, StreamReading];
}

function textStream(random: Random): Stream {
  const [parser, read] = pick(random, parsers);
  const text = replyText(parser, random);
  const pieces = cut(text, (whole, from, to) => whole.slice(from, to), random);
  return { parser, pieces, read: () => [read([text]), read(pieces)] };
}

function eventStream(random: Random): Stream {
  const bytes = new TextEncoder().encode(eventText(random));
  const pieces = cut(bytes, (whole, from, to) => whole.subarray(from, to), random);
  return {
    parser: 'server-sent events',
    pieces: pieces.map((piece) => [...piece].map((byte) => String.fromCharCode(byte)).join('')),
    read: async () => [await readEventStream([bytes]), await readEventStream(pieces)],
  };
}

function byteTokens(random: Random): Stream {
  const text = `${pick(random, fragments)}${pick(random, fragments)}é😀`.toWellFormed();
  const whole = { text, calls: [], end: '' };
  return {
    parser: 'tokens of one byte',
    pieces: [text],
    read: () => [whole, readBytes(new TextEncoder().encode(text))],
  };
}

const fragments = [
  ...stops,
  callForm.open,
  callForm.middle,
  callForm.close,
  callForm.open.slice(0, 7),
  '<|im_start|>user',
  '<|im_',
  'E',
  'END',
  '\n',
  ' | ',
  'ask | ',
  'say | ',
  'reply',
  'other\n',
  'next',
  'note | buy milk\n',
  'convert | 12 | km',
  'time {"place":"Bern"}\n',
  'tag {"tags":["a"',
  'Hello ',
  'zwölf',
  '😀',
  '👩‍👩‍👧',
  '\ud83d',
  'e\u0301',
  '"',
  '\\',
  '\\u00',
  '\\"',
  '{"text":"',
  '{"text" : "a\\n',
  '{"tool":"time","arguments":{}}',
  '}',
  '\u0000',
  '\ufeff',
];

function replyText(parser: string, random: Random): string {
  const { name, args } = randomCall(random);
  const json = JSON.stringify(args);
  if (random() < 0.3) {
    const call = `${callForm.open}${name}${callForm.middle}${json}${callForm.close}`;
    return random() < 0.5 ? call : mutated(call, random);
  }
  if (parser === 'reply as JSON' && random() < 0.6) {
    const reply = JSON.stringify(random() < 0.5 ? { text: json } : { tool: name, arguments: args });
    return random() < 0.5 ? reply : mutated(reply, random);
  }
  return Array.from({ length: 1 + Math.floor(random() * 8) }, () => pick(random, fragments)).join('');
}

function eventText(random: Random): string {
  const { name, args } = randomCall(random);
  const pieces = [...JSON.stringify(args)];
  const deltas: unknown[] = [{ content: pick(random, fragments) }, { content: pick(random, fragments) }];
  if (random() < 0.6) {
    deltas.push({ tool_calls: [{ index: 0, id: 'a', function: { name, arguments: '' } }] });
    for (const piece of pieces.slice(0, 12))
      deltas.push({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  }
  const lines = deltas.map((delta) => `data: ${JSON.stringify({ choices: [{ delta }] })}`);
  lines.push(`data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }] })}`, 'data: [DONE]');
  const lineEnd = pick(random, ['\n', '\r\n', '\r']);
  const text = lines
    .map((line) => `${random() < 0.1 ? `: ping${lineEnd}` : ''}${line}${lineEnd}${lineEnd}`)
    .join('');
  const whole = random() < 0.1 ? `\ufeff${text}` : text;
  return random() < 0.7 ? whole : mutated(whole, random);
}

function isSame(a: StreamReading, b: StreamReading): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
