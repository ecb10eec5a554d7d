import { type Route, route } from '@kinglet/router';
import type { AgentEvent, Engine, EscalationTrigger } from '@kinglet/spec';
import { chooseSpecialist } from './choose-specialist.ts';
import { askToLeave, mayLeave } from './egress/ask-to-leave.ts';
import { spendingOf } from './egress/spending.ts';
import { troubleOf } from './endings.ts';
import { recordedPlace } from './recorded-step.ts';
import { hostOf, routeFactsOf } from './route-facts.ts';
import type { Chosen, RunState, Trouble } from './run-state.ts';

/** The next step's engine, or why there is none, in words for people. */
export type Choice =
  | { readonly kind: 'chosen'; readonly chosen: Chosen }
  | { readonly kind: 'none'; readonly trouble: Trouble; readonly reason: string };

/**
 * Chooses where the next step runs; asks before the first request leaves the device; reports an escalation. A run that
 * went to the larger model stays there.
 */
export async function* choosePlace(run: RunState): AsyncGenerator<AgentEvent, Choice> {
  if (!run.past.isOver) {
    const chosen = yield* recordedPlace(run, { enterRemote, enterLarger });
    return { kind: 'chosen', chosen };
  }
  await reloadLost(run);
  if (run.isLarger && !run.hasLarger) await loadLarger(run);
  const { remote } = run.deps;
  let where = route(routeFactsOf(run));
  if (where.place === 'larger-local') {
    yield* goToLarger(run, where);
    where = route(routeFactsOf(run));
  }
  const { local } = run;
  if (where.place === 'device' && local !== null) {
    const { specialist, reason } = chooseSpecialist(run, local.info);
    return {
      kind: 'chosen',
      chosen: { engine: local, specialist, reason: reason || where.reason, trigger: null },
    };
  }
  const trigger = where.trigger ?? 'no-local-model';
  const trouble = run.trouble ?? troubleOf(run, { trigger, detail: where.reason });
  if (where.place === 'none' || remote === null) {
    if (!run.isRemote) yield { type: 'escalation', trigger, detail: trouble.detail, answered: false };
    return { kind: 'none', trouble, reason: where.reason };
  }
  const chosen: Chosen = { engine: remote.engine, specialist: null, reason: where.reason, trigger };
  const { decision, request } = spendingOf(run, remote);
  if (decision.kind === 'deny') {
    if (!run.isRemote) yield { type: 'escalation', trigger, detail: trouble.detail, answered: false };
    return { kind: 'none', trouble, reason: decision.reason };
  }
  if (run.isRemote && run.leave !== null && mayLeave(run, remote, request).kind === 'allow')
    return { kind: 'chosen', chosen };
  const { detail } = trouble;
  const hadLeave = run.leave !== null;
  run.leave = yield* askToLeave(run, remote, { trigger, detail, why: where.reason });
  const isAllowed = run.leave !== null;
  if (trouble.shown !== '' && isAllowed) yield { type: 'text-retract', step: trouble.step };
  if (!run.isRemote) yield { type: 'escalation', trigger, detail, answered: isAllowed };
  if (!isAllowed) {
    return {
      kind: 'none',
      trouble,
      reason: `You did not allow sending this to ${hostOf(remote)}, so ${hadLeave ? 'nothing more' : 'nothing'} was sent.`,
    };
  }
  if (!run.isRemote) enterRemote(run, trigger);
  return { kind: 'chosen', chosen };
}

/** A lost engine comes back before the next step, or another one in its place; where none does, the loss is the trouble. */
async function reloadLost(run: RunState): Promise<void> {
  const { loss } = run;
  if (loss === null) return;
  run.local = (await run.deps.reloadLocal?.({ signal: run.signal })) ?? null;
  run.loss = null;
  if (run.local !== null) return;
  run.trigger = 'engine-error';
  run.trouble = troubleOf(run, { trigger: run.trigger, detail: loss.message, error: loss });
}

/** [A56] One hop to the larger model on this device; where it cannot be loaded, the trouble stays and goes on its way. */
async function* goToLarger(run: RunState, { trigger, reason }: Route): AsyncGenerator<AgentEvent, void> {
  const { trouble } = run;
  run.isLarger = true;
  const engine = await loadLarger(run);
  if (engine === null || trigger === undefined) return;
  if (trouble !== null && trouble.shown !== '') yield { type: 'text-retract', step: trouble.step };
  const localModel = engine.info.modelId;
  yield { type: 'escalation', trigger, detail: trouble?.detail ?? reason, answered: true, localModel };
  enterLarger(run);
}

async function loadLarger(run: RunState): Promise<Engine | null> {
  run.hasLarger = true;
  const engine = (await run.deps.largerLocal?.load({ signal: run.signal })) ?? null;
  if (engine !== null) run.local = engine;
  return engine;
}

/** It begins anew with what the conversation has by now. */
function enterLarger(run: RunState): void {
  run.isLarger = true;
  enterPlace(run);
  run.trigger = null;
  run.hasSelected = false;
  run.toolFailures = 0;
  const { specialists } = run;
  specialists.handedOn.length = 0;
  specialists.steps = 0;
  specialists.allowed = null;
  specialists.retry = null;
  specialists.question = null;
}

function enterRemote(run: RunState, trigger: EscalationTrigger): void {
  run.isRemote = true;
  enterPlace(run);
  run.trigger = trigger;
}

/** A place has limits of its own. */
function enterPlace(run: RunState): void {
  run.trouble = null;
  run.placeSteps = 0;
  run.placeTokens = 0;
  run.repairs = 0;
  run.toolChoice = 'auto';
}
