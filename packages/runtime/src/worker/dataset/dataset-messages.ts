import type { DatasetAction, DatasetMessage } from './dataset-row.ts';
import type { Turn } from './parse-transcript.ts';

/** Exchanges that a specialist sees before the current message. */
const shownExchanges = 2;

/**
 * A transcript as a specialist is shown it: the last two exchanges and the one under way; steps of calls with their
 * results, and of what was said only that it was said. Null where no message of the user's is in it, or where it ends in
 * the middle of a step.
 */
export function datasetMessages(turns: readonly Turn[]): readonly DatasetMessage[] | null {
  const exchanges = exchangesOf(turns).slice(-1 - shownExchanges);
  const current = exchanges.at(-1);
  if (!current || current.at(-1)?.role === 'assistant') return null;
  return exchanges.flatMap((exchange) => messagesOf(exchange, { isCurrent: exchange === current }));
}

/** True where results of tools of this exchange are there: what is said now is said of them. */
export function hasResults(messages: readonly DatasetMessage[]): boolean {
  return messages.at(-1)?.role === 'tool';
}

function exchangesOf(turns: readonly Turn[]): readonly (readonly Turn[])[] {
  const exchanges: Turn[][] = [];
  for (const turn of turns) {
    if (turn.role === 'user') exchanges.push([turn]);
    else exchanges.at(-1)?.push(turn);
  }
  return exchanges;
}

function messagesOf(
  exchange: readonly Turn[],
  { isCurrent }: { isCurrent: boolean },
): readonly DatasetMessage[] {
  const messages: DatasetMessage[] = [];
  const lastCalls = exchange.findLastIndex((turn) => turn.role === 'assistant' && turn.calls.length > 0);
  for (const [index, turn] of exchange.entries()) {
    if (turn.role === 'user') messages.push(turn);
    else if (turn.role === 'tool') addResult(messages, turn.content);
    else if (turn.calls.length > 0) {
      const calls = turn.calls.map(
        ({ name, arguments: args }): DatasetAction => ({ tool: name, arguments: args }),
      );
      // Another step followed, or follows now.
      const goesOn = isCurrent || index < lastCalls;
      messages.push({ role: 'assistant', reply: goesOn ? [...calls, { next: true }] : calls });
    } else if (lastCalls < 0) messages.push({ role: 'assistant', reply: ['no_tool'] });
  }
  return messages;
}

function addResult(messages: DatasetMessage[], result: string): void {
  const last = messages.at(-1);
  if (last?.role === 'tool') messages.splice(-1, 1, { role: 'tool', results: [...last.results, result] });
  else messages.push({ role: 'tool', results: [result] });
}
