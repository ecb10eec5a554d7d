import type { AdapterFormat, EngineEvent, FinishReason } from '@kinglet/spec';
import { bareSeparator } from './bare-arguments.ts';
import { jsonOf } from './call-line.ts';
import type { Stretch } from './call-probabilities.ts';
import type { SpecialistTools } from './specialist-tools.ts';

type ReplyEvent = Extract<EngineEvent, { type: 'text-delta' | 'tool-call' }>;

/** How a reply ended, beside the events that only its end made sure of. */
export interface ReplyEnd {
  readonly events: readonly ReplyEvent[];
  readonly finishReason: FinishReason;
  /** True where the specialist wants the results of its calls before the rest. */
  readonly continues: boolean;
}

/** Reads a specialist's reply while it is decoded. */
export interface SpecialistReader {
  /**
   * A call comes with the end of its line, a text as it is decoded. The same events for any cut, texts joined. A line that
   * an earlier one of the reply had already is no second call: small models repeat themselves.
   */
  push(delta: string): readonly ReplyEvent[];
  /** A call that `length` cut off keeps what came of it, which is no JSON. */
  end(finish: 'stop' | 'length'): ReplyEnd;
  /** Where the calls so far stand in the text that was pushed. */
  readonly callLines: readonly Stretch[];
}

export interface SpecialistReaderOptions {
  readonly format: AdapterFormat;
  readonly tools: SpecialistTools;
  /** A new id for a call. */
  readonly id: () => string;
}

const texts: Readonly<Record<AdapterFormat, readonly string[]>> = {
  bare: ['ask | '],
  schemas: ['ask | ', 'say | '],
};
const words: Readonly<Record<AdapterFormat, readonly string[]>> = {
  bare: ['reply', 'other'],
  schemas: ['no_tool'],
};

export function createSpecialistReader({ format, tools, id }: SpecialistReaderOptions): SpecialistReader {
  let held = '';
  let heldStart = 0;
  const callLines: Stretch[] = [];
  let inText = false;
  const seen = new Set<string>();
  let said: 'other' | 'next' | null = null;

  const call = (name: string, argumentsText: string): ReplyEvent => {
    return { type: 'tool-call', call: { id: id(), name, argumentsText } };
  };
  const readLine = (line: string): readonly ReplyEvent[] => {
    said = null;
    if (line === '' || words[format].includes(line)) {
      if (line === 'other') said = 'other';
      return [];
    }
    if (line === 'next') {
      said = 'next';
      return [];
    }
    if (seen.has(line)) return [];
    seen.add(line);
    callLines.push({ start: heldStart, end: heldStart + line.length });
    const { name, rest } = split(line, format);
    return [call(name, argumentsText(name, rest, format, tools))];
  };

  return {
    callLines,
    push(delta) {
      if (inText) return delta === '' ? [] : [{ type: 'text-delta', text: delta }];
      held += delta;
      const events: ReplyEvent[] = [];
      for (;;) {
        const opening = texts[format].find((text) => held.startsWith(text));
        if (opening !== undefined) {
          inText = true;
          const text = held.slice(opening.length);
          held = '';
          return text === '' ? events : [...events, { type: 'text-delta', text }];
        }
        const lineEnd = held.indexOf('\n');
        if (lineEnd < 0) return events;
        events.push(...readLine(held.slice(0, lineEnd)));
        held = held.slice(lineEnd + 1);
        heldStart += lineEnd + 1;
      }
    },
    end(finish) {
      const line = held;
      held = '';
      if (finish === 'length') {
        const { name, rest } = split(line, format);
        const isCall = !inText && rest !== null;
        return { events: isCall ? [call(name, rest)] : [], finishReason: 'length', continues: false };
      }
      const events = inText ? [] : readLine(line);
      if (said === 'other') return { events, finishReason: 'hand-on', continues: false };
      return {
        events,
        finishReason: seen.size > 0 ? 'tool-call' : 'stop',
        continues: seen.size > 0 && said === 'next',
      };
    },
  };
}

/** The name and what follows it; null where nothing does. */
function split(line: string, format: AdapterFormat): { readonly name: string; readonly rest: string | null } {
  const separator = format === 'bare' ? bareSeparator : ' {';
  const at = line.indexOf(separator);
  if (at < 0) return { name: line, rest: null };
  return { name: line.slice(0, at), rest: line.slice(at + (format === 'bare' ? separator.length : 1)) };
}

/** JSON with its numbers written plainly (`1`, never `1.0`); what came, where it is none. */
function argumentsText(
  name: string,
  rest: string | null,
  format: AdapterFormat,
  tools: SpecialistTools,
): string {
  if (format === 'schemas') {
    const value = rest === null ? undefined : jsonOf(rest);
    return value === undefined ? (rest ?? '') : JSON.stringify(value);
  }
  const values = rest === null ? [] : rest.split('|').map((value) => value.trim());
  const parsed = tools.argumentsOf(name)?.parse(values) ?? null;
  return parsed === null ? (rest ?? '') : JSON.stringify(parsed);
}
