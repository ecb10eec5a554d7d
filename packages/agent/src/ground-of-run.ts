import { typedText } from './prompt/user-turn.ts';
import type { RunState } from './run-state.ts';
import { type Ground, groundOf } from './verify/grounding.ts';

/** What grounds an argument of the run's next call: the conversation, less what the model wrote in this run and what refused it. */
export function groundOfRun({ exchanges, turn, deps, input }: RunState): Ground {
  // A refused call must not ground itself.
  const messages = [...exchanges.flat(), ...turn.filter(({ role }) => role !== 'assistant')].filter(
    (message) => message.role !== 'tool' || !message.failed,
  );
  const spoken = messages.filter(({ role }) => role === 'user').map(({ content }) => typedText(content));
  const context = { nowMs: deps.clock.nowMs(), timeZone: input.timeZone };
  return groundOf(
    messages.map(({ content }) => content),
    { spoken, context },
  );
}
