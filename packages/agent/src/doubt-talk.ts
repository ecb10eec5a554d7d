import { allowedCalls } from './prompt/step-request.ts';
import type { RunState, Specialist } from './run-state.ts';

/**
 * Has a specialist that would leave the message to the chat call once, bound to the user's words, where these can be the arguments
 * of one tool, and that tool only reads (A34). Returns false where they cannot: then it is talk.
 */
export function doubtTalk(run: RunState, { tools }: Specialist): boolean {
  const { specialists } = run;
  if (specialists.allowed !== null || run.repairs > 0) return false;
  const readers = run.deps.tools.filter(
    ({ definition, spans }) =>
      definition.risk === 'read' && spans !== undefined && tools.includes(definition),
  );
  const allowed = allowedCalls(run, readers);
  if (Object.keys(allowed).length !== 1) return false;
  specialists.allowed = allowed;
  run.toolChoice = 'required';
  return true;
}
