import type { RawToolCall } from '@kinglet/spec';
import { nextSpecialist } from './choose-specialist.ts';
import { leave, type Stage, troubleOf } from './endings.ts';
import { allowedCalls } from './prompt/step-request.ts';
import type { RunState, Specialist } from './run-state.ts';
import type { StepResult } from './step.ts';

/** To the next specialist, or to the larger model where no tool here can do what is wanted. */
export async function* handOn(run: RunState, { step, engine, specialist }: StepResult): Stage {
  const { specialists, definitions } = run;
  if (specialist !== null) specialists.handedOn.push(specialist.adapter.id);
  specialists.allowed = null;
  run.repairs = 0;
  if (nextSpecialist(run, engine).kind === 'adapter') return null;
  const what = specialists.results.length > 0 ? 'the rest of this' : 'this';
  const names = definitions.map(({ name }) => name.replaceAll('_', ' ')).join(', ');
  return yield* leave(
    run,
    troubleOf(run, {
      trigger: 'no-tool',
      step,
      detail: `None of the tools here can do ${what}.`,
      advice: `The tools here are: ${names}.`,
    }),
  );
}

/**
 * Binds the repair of refused calls to the user's own words, where the called tools can say which those are. Returns false
 * where they cannot: then the refusal has to say what was wrong.
 */
export function bindRepair(run: RunState, specialist: Specialist, refused: readonly RawToolCall[]): boolean {
  const tools = run.deps.tools.filter(({ definition }) => specialist.tools.includes(definition));
  const called = tools.filter(({ definition }) => refused.some(({ name }) => name === definition.name));
  if (called.some(({ spans }) => spans === undefined)) return false;
  const allowed = allowedCalls(run, tools);
  if (Object.keys(allowed).length === 0) return false;
  run.specialists.allowed = allowed;
  return true;
}
