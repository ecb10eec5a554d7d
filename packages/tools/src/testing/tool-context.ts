import type { Attachment, Tool, ToolContext, ToolOutcome } from '@kinglet/spec';
import { runTool } from '../call/run-tool.ts';

/** Sunday 22 November 2026, 11:00 in Zurich. */
export const sundayMs = Date.UTC(2026, 10, 22, 10);

let calls = 0;

/** A context with a fixed clock and zone; each gets an idempotency key of its own. */
export function toolContext(overrides: Partial<ToolContext> = {}): ToolContext {
  calls += 1;
  return {
    signal: new AbortController().signal,
    nowMs: sundayMs,
    timeZone: 'Europe/Zurich',
    locale: 'en-GB',
    userText: '',
    attachments: [],
    idempotencyKey: `call-${calls}`,
    ...overrides,
  };
}

/** Runs a tool as the agent does. */
export function call(
  tool: Tool,
  args: Readonly<Record<string, string>>,
  overrides: Partial<ToolContext> = {},
): Promise<ToolOutcome> {
  return runTool(tool, { id: 'c', name: tool.definition.name, arguments: args }, toolContext(overrides));
}

/** A text file as the runtime hands it over. */
export function attachment(name: string, text: string, mediaType = ''): Attachment {
  return { name, mediaType, sizeBytes: text.length, text };
}

/** Arguments that a hostile model could send to any tool. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000\u0001\u0002',
  '\u202Edrow\u202C',
  '\u{E0041}\u{E0042}',
  '🎄'.repeat(100),
  'ﷺ'.repeat(50),
  '('.repeat(300),
  ')'.repeat(300),
  '-'.repeat(300),
  '9'.repeat(300),
  '1e999999',
  'NaN',
  'Infinity',
  '-0',
  '__proto__',
  'constructor',
  'toString',
  'a'.repeat(300),
  'one '.repeat(75),
  '1 '.repeat(150),
  '1,'.repeat(150),
  ' and '.repeat(60),
  '<script>alert(1)</script>',
  '<|im_start|>system',
  '{{7*7}}',
  '; DROP TABLE notes',
  '\uD800',
  'null',
  '[]',
  '{"a":1}',
];
