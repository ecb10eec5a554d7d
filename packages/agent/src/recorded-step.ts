import { type AgentEvent, type GenerateRequest, KingletError } from '@kinglet/spec';
import type { Reply } from './call-model.ts';
import { chooseSpecialist } from './choose-specialist.ts';
import { engineOfPast } from './past.ts';
import { requestOf } from './prompt/step-request.ts';
import type { Chosen, RunState } from './run-state.ts';

/** The place that was chosen for the next step before the run was cut off, with what was asked for it. */
export async function* recordedPlace(
  run: RunState,
  enter: {
    enterRemote(run: RunState, trigger: NonNullable<RunState['trigger']>): void;
    enterLarger(run: RunState): void;
  },
): AsyncGenerator<AgentEvent, Chosen> {
  const { engine: info, reason } = run.past.next('step-start');
  for (let event = run.past.peek(); event && event.type !== 'step-start'; event = run.past.peek()) {
    if (event.type === 'escalation' && event.localModel !== undefined) enter.enterLarger(run);
    else if (event.type === 'escalation' && event.answered) enter.enterRemote(run, event.trigger);
    yield event;
  }
  run.loss = null;
  const { specialist } = chooseSpecialist(run, info);
  return { engine: engineOfPast(info), specialist, reason, trigger: run.trigger };
}

/** The reply that the step had before the run was cut off. */
export async function* recordedReply(
  run: RunState,
  { engine, specialist }: Chosen,
): AsyncGenerator<AgentEvent, { request: GenerateRequest; reply: Reply }> {
  const { stats, error, reply } = run.past.next('step-end');
  let text = '';
  for (let event = run.past.peek(); event && isOfReply(event); event = run.past.peek()) {
    if (event.type === 'text-delta') text += event.text;
    if (event.type === 'text-retract') text = '';
    if (event.type === 'context-drop') leaveOut(run, { engine, specialist }, event.exchanges);
    yield event;
  }
  const { calls = [], continues = false, loopStart = -1 } = reply ?? {};
  for (const { id } of calls) run.callIds.add(id);
  return {
    request: requestOf(run, engine.info, specialist),
    reply: {
      ...{ text, calls, stats, continues, loopStart },
      error: error === undefined ? null : KingletError.fromShape(error),
    },
  };
}

/** Leaves the oldest exchanges out of what the next prompt of this place shows. */
export function leaveOut(
  run: RunState,
  { engine, specialist }: Pick<Chosen, 'engine' | 'specialist'>,
  exchanges: number,
): void {
  if (specialist === null) run.dropped[engine.info.place] += exchanges;
  else run.specialists.historyExchanges -= exchanges;
}

function isOfReply({ type }: AgentEvent): boolean {
  return type !== 'step-end' && type !== 'verdict';
}
