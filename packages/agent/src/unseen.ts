import type { GenerateRequest } from '@kinglet/spec';
import type { RunState } from './run-state.ts';

/** [A46] True where a request holds a result of the user's own that was on no card which the user allowed in this run. */
export function holdsUnseen({ allDefinitions, seen }: RunState, { messages }: GenerateRequest): boolean {
  return messages.some((message) => {
    if (message.role !== 'tool' || seen.has(message)) return false;
    const definition = allDefinitions.find(({ name }) => name === message.name);
    // Nobody knows any more what a tool read that is gone.
    return definition === undefined || definition.personal === true;
  });
}
