import {
  replyCall,
  replyText,
  type ScriptedLlmServer,
  type SeenRequest,
  type ServerReply,
  scriptedLlmServer,
} from '@kinglet/testkit/scripted-llm-server';
import type { GoldTurn, Task } from './task.ts';

/** A larger model that knows what is right: no model at all, and its name says so. */
export interface ScriptedTeacher {
  readonly baseUrl: string;
  readonly model: string;
  /** From now on it answers for this task. */
  teach(task: Task): void;
  close(): Promise<void>;
}

const model = 'scripted-gold-teacher';
const noGold = 'I cannot help with that.';

/** Starts an OpenAI-compatible server that answers from the gold of the tasks. */
export async function startTeacher(): Promise<ScriptedTeacher> {
  const server: ScriptedLlmServer = await scriptedLlmServer([], { model });
  return {
    baseUrl: server.baseUrl,
    model,
    teach: ({ turns, gold }) => server.setScript(({ body }) => replyTo(body, { turns, gold })),
    close: () => server.close(),
  };
}

interface SeenMessage {
  readonly role?: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly {
    readonly function?: { readonly name?: string; readonly arguments?: string };
  }[];
}

/**
 * The next thing of the turn's gold: the first call that was not made yet, else the answer in words. Calls that the
 * device made before it asked for help count where they are the gold's.
 */
export function replyTo(
  body: SeenRequest['body'],
  { turns, gold }: Pick<Task, 'turns' | 'gold'>,
): ServerReply {
  const messages = Array.isArray(body?.['messages']) ? (body['messages'] as readonly SeenMessage[]) : [];
  const turn = gold[turnOf(messages, turns)];
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  const since = messages.slice(lastUser + 1);
  const made = since.flatMap(({ tool_calls = [] }) =>
    tool_calls.map(({ function: call }) => keyOfSeen(call)),
  );
  const call = turn?.calls?.find((each) => !takeOne(made, keyOf(each.tool, each.arguments)));
  if (call !== undefined) return replyCall(call.tool, call.arguments);
  const results = since.filter(({ role }) => role === 'tool');
  return replyText(turn?.say ?? answerOf(turn, results));
}

/** Whether the list has the key, which is taken out of it: a call that gold has twice must be made twice. */
function takeOne(keys: string[], key: string): boolean {
  const place = keys.indexOf(key);
  if (place >= 0) keys.splice(place, 1);
  return place >= 0;
}

function keyOfSeen(call: { readonly name?: string; readonly arguments?: string } | undefined): string {
  return keyOf(call?.name ?? '', JSON.parse(call?.arguments || '{}'));
}

/** The order of the arguments does not matter. */
function keyOf(tool: string, given: unknown): string {
  const entries = Object.entries(given ?? {});
  return JSON.stringify([tool, entries.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** The last turn whose message stands in what the server saw. */
function turnOf(messages: readonly SeenMessage[], turns: readonly string[]): number {
  const last = messages.findLast(({ role }) => role === 'user')?.content;
  const text = typeof last === 'string' ? last : JSON.stringify(last ?? '');
  return turns.findLastIndex((turn) => text.includes(turn));
}

/** Without words of its own a turn answers with the results of its calls. */
function answerOf(turn: GoldTurn | undefined, results: readonly SeenMessage[]): string {
  const texts = results.map(({ content }) => String(content));
  return turn === undefined || texts.length === 0 ? noGold : texts.join('\n');
}
