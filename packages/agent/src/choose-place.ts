import { egressPreview, estimateCost, estimateTokens, type PolicyDecision } from '@kinglet/policy';
import { route } from '@kinglet/router';
import type { AgentEvent, EscalationTrigger, GenerateRequest } from '@kinglet/spec';
import { askUser } from './ask-user.ts';
import { chooseSpecialist } from './choose-specialist.ts';
import { troubleOf } from './endings.ts';
import { requestOf } from './prompt/step-request.ts';
import { recordedPlace } from './recorded-step.ts';
import type { Chosen, RunState, Trouble } from './run-state.ts';
import type { RemoteTarget } from './run-types.ts';
import { holdsUnseen } from './unseen.ts';

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
    const chosen = yield* recordedPlace(run, (trigger) => enterRemote(run, trigger));
    return { kind: 'chosen', chosen };
  }
  await reloadLost(run);
  const { local } = run;
  const { remote, online } = run.deps;
  const where = route({
    localLoaded: local !== null,
    remoteConfigured: remote !== null,
    remoteLoopback: remote !== null && isLoopback(remote),
    online: online(),
    askLarger: run.input.askLarger,
    trigger: run.trigger,
  });
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
  const next = requestOf(run, remote.engine.info, null);
  if (run.isRemote && run.mayLeave && decideEgress(run, remote, next).kind === 'allow') {
    return {
      kind: 'chosen',
      chosen: { engine: remote.engine, specialist: null, reason: where.reason, trigger },
    };
  }
  const isAllowed = yield* allowEgress(run, remote, { trigger, why: where.reason, request: next });
  if (trouble.shown !== '' && isAllowed) yield { type: 'text-retract', step: trouble.step };
  if (!run.isRemote) yield { type: 'escalation', trigger, detail: trouble.detail, answered: isAllowed };
  if (!isAllowed) {
    return {
      kind: 'none',
      trouble,
      reason: `You did not allow sending this to ${hostOf(remote)}, so ${run.mayLeave ? 'nothing more' : 'nothing'} was sent.`,
    };
  }
  if (!run.isRemote) enterRemote(run, trigger);
  run.mayLeave = true;
  return {
    kind: 'chosen',
    chosen: { engine: remote.engine, specialist: null, reason: where.reason, trigger },
  };
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

function enterRemote(run: RunState, trigger: EscalationTrigger): void {
  run.isRemote = true;
  run.trigger = trigger;
  run.trouble = null;
  run.placeSteps = 0;
  run.placeTokens = 0;
  run.repairs = 0;
  run.toolChoice = 'auto';
}

async function* allowEgress(
  run: RunState,
  remote: RemoteTarget,
  { trigger, why, request }: { trigger: EscalationTrigger; why: string; request: GenerateRequest },
): AsyncGenerator<AgentEvent, boolean> {
  const host = hostOf(remote);
  const policy = decideEgress(run, remote, request);
  if (policy.kind === 'allow') return true;
  const preview = egressPreview(request);
  const promptTokens = estimateTokens(preview);
  const decision = yield* askUser(run, {
    kind: 'egress',
    id: run.deps.clock.id(),
    host,
    model: remote.engine.info.modelId,
    trigger,
    preview,
    promptTokens,
    costUsd: estimateCost(promptTokens, run.limits.maxTokens, remote.prices),
    reason: `${why} ${policy.reason}`,
  });
  if (decision === 'no') return false;
  for (const message of request.messages) run.seen.add(message);
  return true;
}

function decideEgress(run: RunState, remote: RemoteTarget, request: GenerateRequest): PolicyDecision {
  const host = hostOf(remote);
  const { egressGranted: granted } = run.input;
  const egressGranted = run.mayLeave ? [...granted, host] : granted;
  return run.deps.policy.decideEgress({ host, egressGranted, holdsUnseen: holdsUnseen(run, request) });
}

function hostOf({ engine }: RemoteTarget): string {
  return engine.info.host ?? engine.info.modelId;
}

function isLoopback(remote: RemoteTarget): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/u.test(
    hostOf(remote).replace(/^https?:\/\//u, ''),
  );
}
