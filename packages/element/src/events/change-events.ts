import type { ClientState, RunPart, RunView } from '@kinglet/runtime/client';
import type { ErrorShape } from '@kinglet/spec';
import { answerText } from '../answer-text.ts';
import { currentModel } from '../controller/current-model.ts';
import { KingletAnswerEvent } from './answer-event.ts';
import { KingletErrorEvent } from './error-event.ts';
import { KingletModelEvent } from './model-event.ts';
import { KingletToolEvent } from './tool-event.ts';

/** What an agent draws, as far as its page is told of it. */
export interface Told {
  readonly state: ClientState;
  /** Of the last action that failed. */
  readonly problem: ErrorShape | null;
}

/** What a change tells the page, in order. `before` is null at the first: then only the model and what is wrong are new. */
export function changeEvents(before: Told | null, after: Told): readonly Event[] {
  const known = new Set(before?.state.runs);
  const runs = before === null ? [] : after.state.runs.filter((run) => run.live && !known.has(run));
  const earlier = (run: RunView) => before?.state.runs.find(({ record }) => record.id === run.record.id);
  return [
    ...modelEvents(before, after),
    ...runs.flatMap((run) => [...toolEvents(earlier(run), run), ...answerEvents(earlier(run), run)]),
    ...errorEvents(before, after),
  ];
}

function modelEvents(before: Told | null, after: Told): readonly Event[] {
  const known = before && currentModel(before.state);
  const status = currentModel(after.state);
  if (!status || (known?.model.id === status.model.id && known.phase === status.phase)) return [];
  return [new KingletModelEvent({ modelId: status.model.id, phase: status.phase })];
}

type ToolPart = Extract<RunPart, { kind: 'tool' }>;

function endedTools(run: RunView | undefined): readonly ToolPart[] {
  const tools = run?.parts.filter((part) => part.kind === 'tool') ?? [];
  return tools.filter(({ state }) => state === 'done' || state === 'failed');
}

function toolEvents(earlier: RunView | undefined, run: RunView): readonly Event[] {
  const told = new Set(endedTools(earlier).map(({ callId }) => callId));
  return endedTools(run)
    .filter(({ callId }) => !told.has(callId))
    .map(({ tool, argumentsJson, state, content }) => {
      const failed = state === 'failed';
      return new KingletToolEvent({ runId: run.record.id, tool, argumentsJson, failed, content });
    });
}

function answerEvents(earlier: RunView | undefined, run: RunView): readonly Event[] {
  const { record, status, notice, badge } = run;
  if (status === 'running' || (earlier && earlier.status !== 'running')) return [];
  return [
    new KingletAnswerEvent({
      runId: record.id,
      question: record.userText,
      text: answerText(run),
      outcome: status,
      notice,
      place: badge?.place ?? null,
      modelId: badge?.modelId ?? null,
    }),
  ];
}

/** One failure may stand in several places, such as with its model and with the action that met it. */
function errorEvents(before: Told | null, after: Told): readonly Event[] {
  const told = new Set(before === null ? [] : standing(before).map(({ message }) => message));
  const fresh = new Map(standing(after).map((error) => [error.message, error]));
  return [...fresh.values()]
    .filter(({ message }) => !told.has(message))
    .map((error) => new KingletErrorEvent(error));
}

function standing({ state, problem }: Told): readonly ErrorShape[] {
  const all = [state.error, ...state.notices, ...state.models.map(({ error }) => error), problem];
  return all.filter((error) => error !== null);
}
