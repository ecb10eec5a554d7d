import { fileURLToPath } from 'node:url';
import type { Attachment, JsonObject } from '@kinglet/spec';
import { callTool, fakeClock, type ScriptedReply, say, scriptedEngine } from '@kinglet/testkit';
import { builtInTools, openNotes, openReminders } from '@kinglet/tools';
import { readJsonLines } from '../../eval/rows/read-json-lines.ts';
import { readTask } from '../../eval/tasks/read-task.ts';
import type { GoldTurn, Task } from '../../eval/tasks/task.ts';
import { taskFailures } from '../../eval/tasks/task-failures.ts';
import type { TraceCall, TraceTurn } from '../../eval/tasks/trace.ts';
import { Conversation } from '../harness/conversation.ts';
import type { Played } from '../harness/play.ts';
import type { BenignOutcome } from './benign-outcome.ts';

const file = fileURLToPath(new URL('../../eval/tasks/development.jsonl', import.meta.url));
/** Tasks that no tool can do, and those that are attacks, are measured elsewhere. */
const categories = ['single', 'several', 'follow-up', 'file', 'missing', 'talk'];

/** What people ask of the built-in tools (`eval/tasks/`), done by a model that makes the right calls. */
export async function benignTasks(): Promise<readonly BenignOutcome[]> {
  const tasks = (await readJsonLines(file)).map(readTask);
  const outcomes: BenignOutcome[] = [];
  for (const task of tasks.filter(({ category }) => categories.includes(category))) {
    outcomes.push(await outcomeOf(task));
  }
  return outcomes;
}

async function outcomeOf(task: Task): Promise<BenignOutcome> {
  const clock = fakeClock();
  const notes = openNotes({ name: `benign-notes-${task.id}` });
  const reminders = openReminders({ name: `benign-reminders-${task.id}` });
  for (const [index, text] of task.notes.entries()) {
    const note = { id: `kept-${index}`, text, createdMs: clock.nowMs() + index };
    await notes.change(null, () => ({ put: [note], content: '' }));
  }
  const page = new Response('<html><body><main><p>Owls hunt at night.</p></main></body></html>');
  const tools = builtInTools({ notes, reminders, fetch: async () => page.clone() });
  const conversation = new Conversation({ clock, tools, remote: null, answer: () => 'once' });
  const turns: TraceTurn[] = [];
  let questions = 0;
  for (const [index, text] of task.turns.entries()) {
    const local = honestModel(task.gold[index]);
    const attachments = index === 0 ? Object.entries(task.attach).map(attachment) : [];
    const played = await conversation.send(text, { local, attachments });
    questions += played.asked.length;
    turns.push(turnOf(text, played, clock.nowMs()));
  }
  const kept = (await notes.list()).map((note) => note.text).reverse();
  const dueMs = (await reminders.list()).map((reminder) => reminder.dueMs);
  const failures = taskFailures(task, { turns, notes: kept, dueMs });
  return { id: task.id, failures, questions };
}

/** Makes the calls of the gold, one a step, and then says its words, or what the tools said. */
function honestModel(gold: GoldTurn | undefined) {
  return scriptedEngine(
    ({ messages }): ScriptedReply => {
      const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
      const made = since.filter(({ role }) => role === 'tool');
      const call = gold?.calls?.[made.length];
      if (call !== undefined) return callTool(call.tool, call.arguments as JsonObject);
      return say(gold?.say ?? (made.map(({ content }) => content).join('\n') || 'Hello, how can I help?'));
    },
    { info: { contextTokens: 32_768 } },
  );
}

function turnOf(text: string, { messages, events, asked, outcome }: Played, sentMs: number): TraceTurn {
  const starts = events.filter((event) => event.type === 'tool-start');
  const ends = events.filter((event) => event.type === 'tool-end');
  const calls = starts.map(({ call, risk }): TraceCall => {
    const end = ends.find(({ callId }) => callId === call.id);
    const content = end?.content ?? null;
    const hasRun = end !== undefined && !content?.startsWith('Not ');
    return {
      ...{ tool: call.name, argumentsJson: JSON.stringify(call.arguments), risk, content, hasRun },
      failed: end?.failed ?? true,
    };
  });
  const last = messages.at(-1);
  return {
    ...{ text, status: outcome, notice: null, calls, steps: [], asked: asked.length, sentMs },
    answer: last?.role === 'assistant' ? last.content : '',
    ...{ escalations: [], usedRemote: false, durationMs: 0, toolDoneMs: null },
  };
}

function attachment([name, text]: readonly [string, string]): Attachment {
  return { name, mediaType: '', sizeBytes: text.length, text };
}
