import { type AdapterRoute, routeAdapter } from '@kinglet/router';
import type { EngineInfo } from '@kinglet/spec';
import { isSingleTurn } from './prompt/step-request.ts';
import type { RunState, Specialist } from './run-state.ts';

/** The specialist of the next step, null where the base model goes without; the reason is '' where there is no word to say. */
export function chooseSpecialist(
  run: RunState,
  info: EngineInfo,
): { specialist: Specialist | null; reason: string } {
  if (!isSingleTurn(info) || run.hasSelected) return { specialist: null, reason: '' };
  const next = nextSpecialist(run, info);
  return { specialist: next.kind === 'adapter' ? next : null, reason: next.reason };
}

/** Where the router sends a step that still has calls to make, once those of `handingOn` have handed on too. */
export function nextSpecialist(
  run: RunState,
  { adapters = [] }: EngineInfo,
  ...handingOn: readonly string[]
): AdapterRoute {
  const { definitions: tools, specialists, deps } = run;
  const handedOn = [...specialists.handedOn, ...handingOn];
  return routeAdapter({ adapters, tools, handedOn, rules: deps.rules ?? [] });
}
