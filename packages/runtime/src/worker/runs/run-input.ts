import { cutResultsOf, historyOf, type RunInput, summaryOf, untrustedCallsOf } from '@kinglet/agent';
import type { RunRecord } from '../../shared/index.ts';
import { conversationMemory } from '../journal/conversation-memory.ts';
import type { RunServiceOptions, Wanted } from './run-service-options.ts';

/** What a run starts from: its message, the branch before it, and what its conversation remembers of earlier runs. */
export async function runInput(
  options: RunServiceOptions,
  run: RunRecord,
  branch: readonly RunRecord[],
  { askLarger, site: { instructions } }: Wanted,
): Promise<RunInput> {
  const { journal, timeZone, locale, origin, facts } = options;
  const all = await journal.allRuns(run.conversationId);
  // What this run itself saw and was allowed, before it was cut off, comes from its events.
  const memory = conversationMemory(all.filter(({ id }) => id !== run.id));
  const { egressGranted, egressPlain, egressGrantedMs } = conversationMemory(all);
  return {
    runId: run.id,
    conversationId: run.conversationId,
    history: historyOf(branch),
    userText: run.userText,
    attachments: run.attachments,
    askLarger,
    ...(instructions ? { instructions } : {}),
    facts: facts?.() ?? [],
    summary: summaryOf(branch),
    cutResults: cutResultsOf(branch),
    untrustedCalls: untrustedCallsOf(branch),
    timeZone,
    locale,
    ...memory,
    ...{ egressGranted, egressPlain, egressGrantedMs },
    pageOrigin: origin,
  };
}
