import type { EscalationTrigger } from '@kinglet/spec';

/** All that the choice depends on. */
export interface RouteFacts {
  /** A model is loaded on this device. */
  readonly localLoaded: boolean;
  /** An endpoint for the larger model is set. */
  readonly remoteConfigured: boolean;
  /** The endpoint runs on this device (`localhost`), so it needs no network. */
  readonly remoteLoopback: boolean;
  readonly online: boolean;
  /** A larger model is stored on this device, fits it, may be used, and was not asked in this run. */
  readonly largerLocal: boolean;
  /** The user's switch: nothing may leave this device. */
  readonly neverLeave: boolean;
  /** The user pressed "ask the larger model". */
  readonly askLarger: boolean;
  /** What the run escalated for so far; null while it did not. */
  readonly trigger: EscalationTrigger | null;
}

/** Where the next step runs. `none`: it can run nowhere, and the reason says what to do. */
export interface Route {
  readonly place: 'device' | 'larger-local' | 'remote' | 'none';
  /** For people. */
  readonly reason: string;
  /** Set where the step belongs on the larger model. */
  readonly trigger?: EscalationTrigger;
}

/**
 * Chooses where the next step runs. Pure; a few comparisons.
 *
 * - [R1] Without a trigger and with a model on the device, it runs on the device.
 * - [R2] A trigger, once there, keeps the rest of the run on the larger model.
 * - [R3] "Ask the larger model" is a trigger from the first step on.
 * - [R4] Without a model on the device the larger model is asked.
 * - [R5] Where a step belongs on the larger model and that cannot be reached, it runs nowhere: never quietly on the device.
 * - [R15] Between the two stands a larger model on this device, where there is one: it is asked first, once in a run, for what the
 *   smaller one could not do; not for the user's own wish for the larger model, nor where none is loaded or one broke. What is merely
 *   unsure goes there too.
 * - [R13] "Never leave this device" goes before all else: a step that belongs on the larger model then runs nowhere, also
 *   where that model's endpoint is on this device, since nobody knows what it hands on.
 */
export function route(facts: RouteFacts): Route {
  const trigger = triggerOf(facts);
  if (facts.largerLocal && trigger !== null && cannotDo(trigger)) {
    return { place: 'larger-local', trigger, reason: reasons[trigger] };
  }
  if (trigger === null) return { place: 'device', reason: 'The model on this device goes first.' };
  if (facts.neverLeave) {
    return {
      place: 'none',
      trigger,
      reason:
        '"Never leave this device" is on, so no larger model is asked. Switch it off in the settings, or put the question differently.',
    };
  }
  if (!facts.remoteConfigured) {
    return { place: 'none', trigger, reason: missing(facts.localLoaded) };
  }
  if (!facts.online && !facts.remoteLoopback) {
    return {
      place: 'none',
      trigger,
      reason: 'You are offline, so the larger model cannot be reached. Connect and send the message again.',
    };
  }
  return { place: 'remote', trigger, reason: reasons[trigger] };
}

/**
 * [R14] Whether calls on the device give way to a larger model before they run: they are less probable to be right than the
 * user asks for, and such a model can be asked. Without one nothing changes, however unsure they are. Pure.
 */
export function isTooUnsure(
  certainty: { readonly probability: number; readonly atLeast: number | null },
  facts: RouteFacts,
): boolean {
  const { probability, atLeast } = certainty;
  if (atLeast === null || probability >= atLeast) return false;
  const { place } = route({ ...facts, trigger: 'unsure' });
  return place === 'remote' || place === 'larger-local';
}

function cannotDo(trigger: EscalationTrigger): boolean {
  return trigger !== 'user-request' && trigger !== 'no-local-model' && trigger !== 'engine-error';
}

function triggerOf(facts: RouteFacts): EscalationTrigger | null {
  if (facts.trigger !== null) return facts.trigger;
  if (facts.askLarger) return 'user-request';
  return facts.localLoaded ? null : 'no-local-model';
}

function missing(localLoaded: boolean): string {
  return localLoaded
    ? 'No endpoint for a larger model is set. Set one in the settings, or put the question differently.'
    : 'No model is loaded on this device and no endpoint for a larger model is set. Load a model, or set an endpoint in the settings.';
}

const reasons: Readonly<Record<EscalationTrigger, string>> = {
  'invalid-call': 'The model on this device could not write a valid tool call.',
  'tool-failed': 'A tool failed with the model on this device.',
  'repeated-call': 'The model on this device repeated the same tool call.',
  'ungrounded-argument': 'The model on this device used a value that stands nowhere in the conversation.',
  'no-answer': 'The model on this device did not come to an answer.',
  'no-tool': 'No tool on this device can do what you asked for.',
  unsure: 'The model on this device was not sure enough of its call.',
  'user-request': 'You asked for the larger model.',
  'no-local-model': 'No model is loaded on this device.',
  'engine-error': 'The model on this device stopped working.',
};
