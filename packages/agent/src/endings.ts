import type { AgentEvent, Message } from '@kinglet/spec';
import type { RunState, Trouble } from './run-state.ts';

export type RunEnd = Extract<AgentEvent, { type: 'run-end' }>;

/** Events, then the run's end or null where it goes on. */
export type Stage = AsyncGenerator<AgentEvent, RunEnd | null>;

export const complete: RunEnd = { type: 'run-end', outcome: 'complete' };

/** Off to the larger model; from there, to the end. */
export async function* leave(run: RunState, trouble: Trouble): Stage {
  if (run.isRemote) return yield* giveUp(run, trouble, '');
  run.trigger = trouble.trigger;
  run.trouble = { ...trouble, partial: trouble.partial || unsaidAnswers(run) };
  return null;
}

/** Nobody can go on: keeps what is worth keeping and says what happened and what to do. */
export async function* giveUp(run: RunState, trouble: Trouble, reason: string): Stage {
  const { step, shown, partial, error, detail, advice } = trouble;
  if (trouble.mayFallBack && run.lastResult !== null) return yield* fallBack(run, step, shown);
  if (partial !== shown) {
    yield { type: 'text-retract', step };
    if (partial !== '') yield { type: 'text-delta', step, text: partial };
  }
  const isKept = partial !== '' || run.specialists.said !== '';
  if (isKept) yield* say(run, partial);
  const kept = isKept ? 'What came so far is kept.' : '';
  const notice = [detail, kept, advice, detail === reason ? '' : reason];
  return {
    type: 'run-end',
    outcome: 'failed',
    notice: notice.filter((part) => part !== '').join(' '),
    ...(error === null ? {} : { error }),
  };
}

/** The tools' own results are the answer: honest, where the model's words about them are not. */
export async function* fallBack(run: RunState, step: number, shown: string): Stage {
  const { results, said } = run.specialists;
  const untold = results.filter(({ answers = false }) => said === '' || !answers);
  const text = joined([...untold.map(({ content }) => content), run.lastResult ?? '']);
  if (shown !== '') yield { type: 'text-retract', step };
  yield { type: 'text-delta', step, text };
  yield* say(run, text);
  return complete;
}

/** All results so far that are answers of their own, word for word, each once; '' where there are none. */
export function answersOf({ specialists }: RunState): string {
  return joined(specialists.results.filter(({ answers }) => answers).map(({ content }) => content));
}

function unsaidAnswers(run: RunState): string {
  return run.specialists.said === '' ? answersOf(run) : '';
}

function joined(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join('\n');
}

/** The last message of the run: what is on the screen of it already, then this. */
export async function* say(
  run: RunState,
  content: string,
  { asks = false }: { asks?: boolean } = {},
): AsyncGenerator<AgentEvent, void> {
  const { said } = run.specialists;
  const parts = [said, content].filter((part) => part !== '');
  yield* add(run, { role: 'assistant', content: parts.join('\n\n'), ...(asks ? { asks } : {}) });
}

export async function* add(run: RunState, message: Message): AsyncGenerator<AgentEvent, void> {
  run.turn.push(message);
  yield { type: 'message', message };
}

export function troubleOf(run: RunState, facts: Partial<Trouble> & Pick<Trouble, 'detail'>): Trouble {
  return {
    trigger: 'no-answer',
    step: run.step,
    shown: '',
    partial: '',
    error: null,
    mayFallBack: false,
    advice: '',
    ...facts,
  };
}
