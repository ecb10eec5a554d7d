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
}

/** The next thing of the turn's gold: a call that has no result yet, else the answer in words. */
export function replyTo(
  body: SeenRequest['body'],
  { turns, gold }: Pick<Task, 'turns' | 'gold'>,
): ServerReply {
  const messages = Array.isArray(body?.['messages']) ? (body['messages'] as readonly SeenMessage[]) : [];
  const turn = gold[turnOf(messages, turns)];
  const lastUser = messages.findLastIndex(({ role }) => role === 'user');
  const results = messages.slice(lastUser + 1).filter(({ role }) => role === 'tool');
  const call = turn?.calls?.[results.length];
  if (call !== undefined) return replyCall(call.tool, call.arguments);
  return replyText(turn?.say ?? answerOf(turn, results));
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
