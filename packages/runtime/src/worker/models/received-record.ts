import { isJsonObject } from '@kinglet/spec';
import type { Span } from './spans.ts';

/**
 * What the record of an unfinished file says is here: its last whole line. Each line is the state at one moment, written
 * after the bytes it names, so a line that a kill tore is passed over. Empty where nothing can be believed: where a span
 * lies beyond `sizeBytes`, as after a change of the part by others.
 */
export function readReceived(text: string, sizeBytes: number): readonly Span[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  for (const line of lines.reverse()) {
    const spans = line === '' ? null : spansOf(line);
    if (spans) return spans.every(({ end }) => end <= sizeBytes) ? spans : [];
  }
  return [];
}

export function receivedLine(spans: readonly Span[]): string {
  return `${JSON.stringify({ spans })}\n`;
}

function spansOf(line: string): readonly Span[] | null {
  try {
    const json: unknown = JSON.parse(line);
    if (!isJsonObject(json) || !Array.isArray(json['spans'])) return null;
    const spans = json['spans'].map(spanOf);
    const isOrdered = spans.every((span, index) => span && span.start >= (spans[index - 1]?.end ?? 0));
    return isOrdered ? spans.filter((span) => span !== null) : null;
  } catch {
    return null;
  }
}

function spanOf(json: unknown): Span | null {
  if (!isJsonObject(json)) return null;
  const { start, end, version } = json;
  if (!isOffset(start) || !isOffset(end) || start >= end) return null;
  return version === null || typeof version === 'string' ? { start, end, version } : null;
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
