import type { LogRow, TextRetention } from '@kinglet/spec';
import { redact } from './redact/redact.ts';

/**
 * The row as it may be written: all text that came from the user or a model is redacted, and with `hash` retention
 * replaced by `sha256:<hex>` of the redacted text. Empty text stays empty.
 */
export async function protectRow(row: LogRow, retention: TextRetention): Promise<LogRow> {
  const calls = row.toolCalls.length;
  const texts = redact([
    // A name is the model's word: one that no tool has may be anything.
    ...row.toolCalls.map((call) => call.name),
    row.prompt,
    row.reply,
    ...row.toolCalls.map((call) => call.argumentsText),
    ...row.verdicts.map((verdict) => verdict.reason),
  ]);
  const names = texts.splice(0, calls);
  const kept = retention === 'hash' || row.retention === 'hash' ? 'hash' : 'text';
  const [prompt = '', reply = '', ...rest] = kept === 'hash' ? await Promise.all(texts.map(hashed)) : texts;
  return {
    ...row,
    retention: kept,
    prompt,
    reply,
    toolCalls: row.toolCalls.map((call, index) => ({
      ...call,
      name: names[index] ?? '',
      argumentsText: rest[index] ?? '',
    })),
    verdicts: row.verdicts.map((verdict, index) => ({ ...verdict, reason: rest[calls + index] ?? '' })),
  };
}

async function hashed(text: string): Promise<string> {
  if (text === '' || /^sha256:[0-9a-f]{64}$/.test(text)) return text;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `sha256:${hex}`;
}
