/**
 * Runs each call of a dataset's replies through the real tool and prints the share of failures per tool, with examples.
 * A call counts as failed where it fails in both an American and a British locale.
 * Run: pnpm exec tsx apps/trainer/kinglet_trainer/data/builtin/check-calls.ts FOLDER [MOST_EXAMPLES]
 */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInTools } from '../../../../../packages/tools/src/built-in-tools.ts';
import { runTool } from '../../../../../packages/tools/src/call/run-tool.ts';
import { openNotes } from '../../../../../packages/tools/src/notes/note-store.ts';
import { openReminders } from '../../../../../packages/tools/src/reminders/reminder-store.ts';
import { attachment, toolContext } from '../../../../../packages/tools/src/testing/tool-context.ts';

const [folder = '', most = '6'] = process.argv.slice(2);
const page = async () =>
  new Response('<!doctype html><title>Page</title><main><p>Some text of a page.</p></main>', {
    headers: { 'content-type': 'text/html' },
  });
const notes = openNotes();
const reminders = openReminders();
const tools = new Map(
  builtInTools({ notes, reminders, fetch: page as typeof globalThis.fetch }).map((tool) => [
    tool.definition.name,
    tool,
  ]),
);
const counts = new Map<string, { runs: number; failures: string[] }>();

for (const line of readFileSync(join(folder, 'train.jsonl'), 'utf8').trim().split('\n')) {
  const row = JSON.parse(line);
  const userText = row.messages.findLast((message: { role: string }) => message.role === 'user').content;
  for (const action of row.reply) {
    const tool = tools.get(action.tool);
    // What `delete` finds depends on what is kept; its words are looked at by eye.
    if (tool === undefined || action.tool === 'delete') continue;
    const attachments = [attachment('notes.txt', 'Rent is due on the first.')];
    const run = (locale: string) =>
      runTool(
        tool,
        { id: 'c', name: action.tool, arguments: action.arguments },
        toolContext({ userText, attachments, locale }),
      );
    let outcome = await run('en-US');
    if (outcome.failed) outcome = await run('en-GB');
    const count = counts.get(action.tool) ?? { runs: 0, failures: [] };
    counts.set(action.tool, count);
    count.runs += 1;
    if (outcome.failed)
      count.failures.push(
        `${row.meta.group} ${JSON.stringify(action.arguments)} -> ${outcome.content.slice(0, 110)}`,
      );
  }
}
for (const [name, { runs, failures }] of [...counts].sort()) {
  console.log(
    `${name}: ${failures.length} of ${runs} failed (${((100 * failures.length) / runs).toFixed(2)}%)`,
  );
  for (const failure of failures.slice(0, Number(most))) console.log(`  ${failure}`);
}
