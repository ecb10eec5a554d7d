import type { AgentEvent, DryRun, Tool, Verdict } from '@kinglet/spec';
import { oneLine } from '@kinglet/tools';
import type { CheckedCall, Judgement } from './judgement.ts';
import type { RunState } from './run-state.ts';

/** A tool that says nothing for so long has nothing to say, in milliseconds. */
const dryRunMs = 1_000;
const maxSaysLength = 400;

/**
 * Asks the tools of a reply's calls what each would do (A43): verdicts, and the calls that cannot be done marked so. Only before
 * the first call that changes something: what comes after it may depend on it. What a run that was cut off heard is in its events.
 */
export async function* dryRunCalls(
  run: RunState,
  step: number,
  judgement: Judgement | null,
): AsyncGenerator<AgentEvent, { judgement: Judgement | null; verdicts: readonly Verdict[] }> {
  if (judgement?.kind !== 'calls') return { judgement, verdicts: [] };
  const verdicts: Verdict[] = [];
  const calls: CheckedCall[] = [];
  let isFirst = true;
  for (const checked of judgement.calls) {
    const verdict = isFirst ? await verdictOf(run, checked) : null;
    isFirst &&= checked.definition.risk === 'read';
    if (verdict !== null) {
      verdicts.push(verdict);
      yield { type: 'verdict', step, verdict };
    }
    calls.push(verdict?.passed === false ? { ...checked, impossible: verdict.reason } : checked);
  }
  return { judgement: { ...judgement, calls }, verdicts };
}

/** Null where the tool has no dry run, or it says nothing. */
async function verdictOf(run: RunState, { call, definition }: CheckedCall): Promise<Verdict | null> {
  if (!run.past.isOver) {
    const recorded = run.past.peek();
    return recorded?.type === 'verdict' && recorded.verdict.check === 'dry-run' ? recorded.verdict : null;
  }
  const tool = run.deps.tools.find((candidate) => candidate.definition === definition);
  const said = tool?.dryRun === undefined ? null : await dryRunOf(run, tool, call.arguments);
  return said === null ? null : { check: 'dry-run', passed: said.isPossible, reason: said.says };
}

/** One that throws or hangs says nothing. Rejects only with the reason of the run's stop. */
async function dryRunOf(
  run: RunState,
  tool: Tool,
  args: CheckedCall['call']['arguments'],
): Promise<DryRun | null> {
  const { input, deps } = run;
  const ended = new AbortController();
  const signal = AbortSignal.any([run.signal, ended.signal]);
  const context = {
    signal,
    nowMs: deps.clock.nowMs(),
    timeZone: input.timeZone,
    locale: input.locale,
    userText: input.userText,
    attachments: input.attachments,
  };
  try {
    const said = await Promise.race([
      Promise.resolve().then(() => tool.dryRun?.(args, context) ?? null),
      deps.clock.sleep(dryRunMs, { signal }).then(() => null),
    ]);
    return said === null ? null : { isPossible: said.isPossible, says: oneLine(said.says, maxSaysLength) };
  } catch {
    run.signal.throwIfAborted();
    return null;
  } finally {
    ended.abort(new DOMException('The dry run has ended.', 'AbortError'));
  }
}
