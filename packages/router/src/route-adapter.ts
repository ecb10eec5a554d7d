import { type AdapterInfo, type ToolDefinition, toolSignatures } from '@kinglet/spec';
import type { AdapterRule } from './policy-file.ts';

/** All that the choice of a specialist depends on. */
export interface AdapterFacts {
  /** The specialists beside the model, in order of preference. */
  readonly adapters: readonly AdapterInfo[];
  /** All tools of the run. */
  readonly tools: readonly ToolDefinition[];
  /** Ids of the specialists that handed the run on, since none of their tools can do it. */
  readonly handedOn: readonly string[];
  /** Of the policy file. */
  readonly rules?: readonly AdapterRule[];
}

/** The next step's specialist. The reason is for people. */
export type AdapterRoute =
  | {
      readonly kind: 'adapter';
      readonly adapter: AdapterInfo;
      /** What it may call; for a `bare` one, what it knows by heart. */
      readonly tools: readonly ToolDefinition[];
      readonly reason: string;
    }
  /** No specialist fits: the base model goes without. */
  | { readonly kind: 'base'; readonly reason: string }
  /** All that could be asked have handed on: no tool here can do it. */
  | { readonly kind: 'no-tool'; readonly reason: string };

/**
 * Chooses the specialist of the next step on the device, and the tools that it sees. Pure.
 *
 * - [R6] Without specialists or without tools the base model goes alone.
 * - [R7] A `bare` specialist goes first where it knows the built-in tools as they are; tools of other origins are none of its.
 * - [R8] A `bare` specialist that was trained for other tools is stale and never used; the reason names the first tool that differs.
 * - [R9] Without one that fits, and after it handed on, a `schemas` specialist goes: with all tools, after the hand-on with
 *   those that the other did not know.
 * - [R10] A run stays on its specialist: a change prefills the whole prompt again, so that only a hand-on pays for it. None
 *   that handed on is asked again in the run.
 * - [R11] Where one handed on and none with other tools is left, no tool can do it. Where none fits from the start, the
 *   base model goes alone.
 * - [R12] Before R7: where the policy file has a rule for the built-in tools as they are, its specialist goes first of those
 *   that R8 lets, if the lower bound of its evidence is above that of the one before; else the rule changes nothing.
 */
export function routeAdapter({ adapters, tools, handedOn, rules = [] }: AdapterFacts): AdapterRoute {
  if (adapters.length === 0 || tools.length === 0) return { kind: 'base', reason: '' };
  const builtIn = tools.filter(({ origin }) => origin === 'built-in');
  const signatures = toolSignatures(builtIn);
  const bare = adapters.filter(({ format }) => format === 'bare');
  const fitting = bare.filter((adapter) => builtIn.length > 0 && adapter.tools === signatures);
  const rule = rules.find((each) => each.tools === signatures && each.evidence.low > each.against.low);
  const ruled = fitting.find(({ id }) => id === rule?.adapter);
  const first = ruled ?? fitting.find(({ id }) => !handedOn.includes(id));
  // Two that know the same tools: what one cannot do, the other cannot either.
  const known = fitting.some(({ id }) => handedOn.includes(id)) ? builtIn : [];
  if (first !== undefined && known.length === 0) {
    return {
      kind: 'adapter',
      adapter: first,
      tools: builtIn,
      reason:
        rule !== undefined && first === ruled
          ? whyRuled(rule)
          : `${first.id} knows the tools here by heart, so it goes first.`,
    };
  }
  const stale = fitting.length > 0 ? '' : bare.map((adapter) => staleness(adapter, signatures)).join(' ');
  const rest = tools.filter((tool) => !known.includes(tool));
  const next = adapters.find(({ id, format }) => format === 'schemas' && !handedOn.includes(id));
  if (next !== undefined && rest.length > 0) {
    return { kind: 'adapter', adapter: next, tools: rest, reason: join(stale, whyNext(next, handedOn)) };
  }
  if (handedOn.length === 0) return { kind: 'base', reason: stale };
  return { kind: 'no-tool', reason: join(stale, 'No tool on this device can do what you asked for.') };
}

function whyRuled({ task, adapter, since, evidence, against }: AdapterRule): string {
  return (
    `${adapter} goes first by the rule for ${task} of ${since}: it was right on ${evidence.correct} of ${evidence.n} ` +
    `held-out requests, ${against.adapter} on ${against.correct}.`
  );
}

function whyNext({ id }: AdapterInfo, handedOn: readonly string[]): string {
  const before = handedOn.at(-1);
  return before === undefined
    ? `${id} reads the descriptions of the tools.`
    : `${before} has no tool for it, so ${id} reads the descriptions of the others; the change costs a whole prefill.`;
}

function staleness({ id, tools }: AdapterInfo, signatures: string): string {
  const trained = tools === '' ? [] : tools.split('\n');
  const present = signatures === '' ? [] : signatures.split('\n');
  const index = trained.findIndex((signature, at) => signature !== present[at]);
  const at = index < 0 ? trained.length : index;
  const expected = trained[at]?.slice(0, 120) ?? 'no more tools';
  const actual = present[at]?.slice(0, 120) ?? 'no more tools';
  return `${id} was trained for other tools and is not used: it knows ${expected} where there is ${actual}. Train it again.`;
}

function join(...reasons: readonly string[]): string {
  return reasons.filter((reason) => reason !== '').join(' ');
}
