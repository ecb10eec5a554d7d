import type { KingletClient, RunView } from '@kinglet/runtime/client';
import type { JsonObject } from '@kinglet/spec';
import { readyClient } from './agent-run.ts';
import { until } from './until.ts';

/** A call that passed the agent's checks, and what came of it. */
export interface MadeCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly content: string;
  readonly failed: boolean;
  /** It needed a yes; the answer was no. */
  readonly wasAsked: boolean;
}

/** The calls for each message, sent as the first one of a conversation. Talk is stopped at its first text. */
export async function toolCalls(messages: readonly string[]): Promise<readonly (readonly MadeCall[])[]> {
  const { client } = await readyClient();
  try {
    const made: (readonly MadeCall[])[] = [];
    for (const text of messages) made.push(await callsFor(client, text));
    return made;
  } finally {
    client.close();
  }
}

async function callsFor(client: KingletClient, text: string): Promise<readonly MadeCall[]> {
  await client.newConversation();
  await client.send(text);
  for (;;) {
    const { approvals, runs } = await until(client, (state) => {
      const [run] = state.runs;
      return (
        state.approvals.length > 0 || (run !== undefined && (run.status !== 'running' || isTalking(run)))
      );
    });
    const [run] = runs;
    const [approval] = approvals;
    if (run !== undefined && run.status !== 'running') return callsOf(run);
    if (approval === undefined) await client.stop();
    else await client.decide(approval.id, 'no', approval.hash ?? '');
    await until(client, (state) =>
      approval === undefined
        ? state.runs[0]?.status !== 'running'
        : !state.approvals.some(({ id }) => id === approval.id),
    );
  }
}

/** Whether text has come: the choice of a call is over. */
function isTalking({ record }: RunView): boolean {
  return record.events.some(({ type }) => type === 'text-delta');
}

function callsOf({ record: { events } }: RunView): readonly MadeCall[] {
  const wasAsked = events.some(({ type }) => type === 'approval-request');
  return events.flatMap((event) => {
    if (event.type !== 'tool-start') return [];
    const end = events.find((other) => other.type === 'tool-end' && other.callId === event.call.id);
    const { content, failed } = end?.type === 'tool-end' ? end : { content: '', failed: true };
    return [{ tool: event.call.name, arguments: event.call.arguments, content, failed, wasAsked }];
  });
}
