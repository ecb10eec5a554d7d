import 'fake-indexeddb/auto';
import type { Tool, ToolContext } from '@kinglet/spec';
import { builtInTools, openNotes, openReminders, parseCall, runTool } from '@kinglet/tools';
import type { MadeCall } from '../../bench/page/tool-calls.ts';
import type { ToolMessage } from '../../bench/tool-calls/messages.ts';
import { mistake } from '../../bench/tool-calls/mistake.ts';
import type { EvalEngine } from '../engines/eval-engine.ts';
import { startProgress } from '../report/progress.ts';
import type { MadeCall as RowCall } from '../rows/row.ts';

/** A message with what an adapter made of it. */
export interface CallOutcome {
  readonly text: string;
  /** Null: right. */
  readonly mistake: string | null;
  readonly reply: string;
  readonly isTalk: boolean;
  readonly promptTokens: number;
  readonly seconds: number;
}

/** Asks for each message as the first of a conversation and runs the calls on the real tools, over stores in memory. */
export async function adapterCalls(
  messages: readonly ToolMessage[],
  engine: EvalEngine,
): Promise<readonly CallOutcome[]> {
  const tools = builtInTools({ notes: openNotes(), reminders: openReminders(), fetch: noNetwork });
  const definitions = tools.map(({ definition }) => definition);
  const progress = startProgress(messages.length);
  const outcomes: CallOutcome[] = [];
  for (const { text, wanted } of messages) {
    const { calls, reply, promptTokens, seconds, failure } = await engine.answer({
      messages: [{ role: 'user', content: text }],
      tools: definitions,
    });
    const made: MadeCall[] = [];
    for (const call of calls) made.push(await callMade(call, text, tools));
    const wrong = failure ?? mistake(wanted, made);
    outcomes.push({ text, mistake: wrong, reply, isTalk: wanted === null, promptTokens, seconds });
    progress.step(`${outcomes.filter((outcome) => outcome.mistake === null).length} right`);
  }
  progress.end();
  return outcomes;
}

let ids = 0;

/** A call that destroys something is not run: in the app the user is asked, and the call itself is what is judged. */
export async function callMade(
  { name, arguments: values }: RowCall,
  userText: string,
  tools: readonly Tool[],
): Promise<MadeCall> {
  const id = `call-${++ids}`;
  const about = { tool: name, arguments: values };
  const parsed = parseCall(
    { id, name, argumentsText: JSON.stringify(values) },
    tools.map(({ definition }) => definition),
  );
  if (!parsed.ok) return { ...about, content: parsed.reason, failed: true, wasAsked: false };
  const tool = tools.find(({ definition }) => definition.name === name);
  if (tool === undefined || tool.definition.destructive)
    return { ...about, content: '', failed: false, wasAsked: true };
  const { content, failed } = await runTool(tool, parsed.call, contextOf(userText, id));
  return { ...about, content, failed, wasAsked: false };
}

function contextOf(userText: string, idempotencyKey: string): ToolContext {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return {
    ...{ userText, idempotencyKey, timeZone, locale: 'en-US', attachments: [] },
    signal: new AbortController().signal,
    nowMs: Date.now(),
  };
}

const noNetwork: typeof globalThis.fetch = () =>
  Promise.reject(new Error('The evaluation reaches no network.'));
