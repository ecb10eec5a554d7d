import type { CallProbability } from '@kinglet/spec';

/** What a step's calls are judged by: the model's own probabilities, and how much it wrote. */
export interface CallFeatures {
  /** Natural logarithm of the least probable tool name. */
  readonly name: number;
  /** The same of the least probable argument; 0 where there is none. */
  readonly argument: number;
  /** Natural logarithm of 1 and the tokens of all calls. */
  readonly tokens: number;
}

/** How often calls of an adapter with these features were right: a logistic function (Platt 1999), fitted by `pnpm eval --confidence`. */
export interface Calibration extends CallFeatures {
  readonly intercept: number;
  /** Of the rows that it was fitted to, from the lowest threshold to the highest. */
  readonly curve: readonly RiskPoint[];
}

/** What comes of running only the calls that are at least this probable. */
export interface RiskPoint {
  readonly threshold: number;
  /** Share of all rows that still run. */
  readonly coverage: number;
  /** Share of those that may be expected to be wrong. */
  readonly risk: number;
}

/** The least a part can count: what a model holds for impossible says no more than this. */
const floor = Math.log(1e-6);

/** Null for a step without calls. Pure. */
export function callFeatures(calls: readonly CallProbability[]): CallFeatures | null {
  if (calls.length === 0) return null;
  const log = (value: number) => Math.max(floor, Math.log(Math.min(1, value)));
  return {
    name: Math.min(...calls.map(({ name }) => log(name))),
    argument: Math.min(0, ...calls.flatMap((call) => call.arguments.map(log))),
    tokens: Math.log(1 + calls.reduce((sum, { tokens }) => sum + tokens, 0)),
  };
}

/** Probability from 0 to 1 that the calls are right. Pure. */
export function certaintyOf(features: CallFeatures, calibration: Omit<Calibration, 'curve'>): number {
  const { intercept, name, argument, tokens } = calibration;
  const sum = intercept + name * features.name + argument * features.argument + tokens * features.tokens;
  return 1 / (1 + Math.exp(-sum));
}

/**
 * How probable calls must be at least so that, by the curve, no more than this share (0 to 1) of those that run is wrong: the
 * lowest such threshold, so that as many as possible run here. 1, above every probability, where the curve never comes so low.
 */
export function thresholdFor(mayBeWrong: number, curve: readonly RiskPoint[]): number {
  return curve.find(({ risk }) => risk <= mayBeWrong)?.threshold ?? 1;
}
