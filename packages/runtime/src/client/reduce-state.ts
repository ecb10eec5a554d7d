import type { ApprovalRequest, ErrorShape } from '@kinglet/spec';
import {
  type ClientEvent,
  type Conversation,
  type DueReminder,
  defaultSettings,
  type ModelStatus,
  type RunRecord,
} from '../shared/index.ts';
import type { ClientState, RunView } from './client-state.ts';
import { interruptedView, reduceRun, runView } from './run-view.ts';

export const startingState: ClientState = {
  phase: 'starting',
  error: null,
  settings: defaultSettings,
  hasKey: false,
  standingRules: [],
  models: [],
  defaultModelId: null,
  importing: null,
  measuring: null,
  conversations: [],
  conversation: null,
  runs: [],
  approvals: [],
  reminders: [],
  notices: [],
  online: true,
};

/** The state after one event of the worker's. Pure; events of conversations that are not open change nothing. */
export function reduceState(state: ClientState, event: ClientEvent): ClientState {
  switch (event.type) {
    case 'started': {
      const { dueReminders, ...facts } = event.snapshot;
      return { ...state, ...facts, reminders: dueReminders, phase: 'ready', error: null };
    }
    case 'conversation-open':
      return openedState(state, event.conversation);
    case 'run-added':
      return addedState(state, event.run);
    case 'agent': {
      const index = state.runs.findLastIndex((run) => run.record.id === event.runId);
      const run = state.runs[index];
      if (!run) return state;
      return withRuns(state, state.runs.with(index, reduceRun(run, event.event)));
    }
    case 'settings':
      return { ...state, settings: event.settings, hasKey: event.hasKey };
    case 'standing-rules':
      return { ...state, standingRules: event.rules };
    case 'model':
      return { ...state, models: withModel(state.models, event.status) };
    case 'model-removed':
      return { ...state, models: state.models.filter(({ model }) => model.id !== event.modelId) };
    case 'import':
      return { ...state, importing: event.progress };
    case 'measuring':
      return { ...state, measuring: event.progress };
    case 'conversations':
      return withHeads(state, event.heads);
    case 'reminder-due':
      return withReminder(state, event.reminder);
    case 'reminder-dismissed':
      return { ...state, reminders: state.reminders.filter(({ id }) => id !== event.id) };
    case 'site-tool-call':
    case 'site-tool-cancel':
      return state;
    case 'notice':
      return withNotice(state, event.error);
  }
}

function openedState(state: ClientState, { runs, ...conversation }: Conversation): ClientState {
  const running = new Set(conversation.running);
  const views = runs.map((run) => runView(run, { running: running.has(run.id) }));
  return withRuns({ ...state, conversation }, views);
}

/** A run was added: a sibling takes the place of what stood below their parent. Another tab may do so on another branch. */
function addedState(state: ClientState, run: RunRecord): ClientState {
  const open = state.conversation;
  if (open?.head.id !== run.conversationId) return state;
  const parent = state.runs.findLastIndex(({ record }) => record.id === run.parentId);
  if (parent < 0 && run.parentId !== null) return state;
  const at = parent + 1;
  const replaced = state.runs[at]?.record.id;
  const siblings = replaced
    ? { ...open.siblings, [run.id]: [...(open.siblings[replaced] ?? [replaced]), run.id] }
    : open.siblings;
  const runs = [...state.runs.slice(0, at), runView(run, { running: true })];
  return withRuns({ ...state, conversation: { ...open, siblings } }, runs);
}

/** The state with one more notice; the same words stand there once. */
export function withNotice(state: ClientState, error: ErrorShape): ClientState {
  if (state.notices.some(({ message }) => message === error.message)) return state;
  return { ...state, notices: [...state.notices, error] };
}

/** A reminder is shown once, whoever reports it. */
function withReminder(state: ClientState, reminder: DueReminder): ClientState {
  if (state.reminders.some(({ id }) => id === reminder.id)) return state;
  return { ...state, reminders: [...state.reminders, reminder] };
}

/**
 * The state while there is no worker. While the next one starts, what ran is still shown as running: it goes on there. Where
 * none does, it was interrupted. Either way nothing can be approved, and an import or a
 * measurement is over.
 */
export function stoppedState(
  state: ClientState,
  phase: 'starting' | 'lost' | 'failed',
  error: ClientState['error'],
): ClientState {
  const stopped = phase === 'starting' ? state : interruptedState(state);
  return { ...stopped, approvals: [], importing: null, measuring: null, phase, error };
}

/** Whether the worker has something under way of which the page waits to hear. */
export function isAtWork({ phase, runs, models, importing }: ClientState): boolean {
  if (phase !== 'ready') return false;
  const isRunning = runs.some(({ status, activity }) => status === 'running' && activity !== 'approval');
  return isRunning || importing !== null || models.some((model) => busyPhases.has(model.phase));
}

const busyPhases: ReadonlySet<ModelStatus['phase']> = new Set([
  'downloading',
  'verifying',
  'preparing',
  'loading',
]);

/** The state where nothing that ran goes on. */
export function interruptedState(state: ClientState): ClientState {
  return withRuns(state, state.runs.map(interruptedView));
}

function withRuns(state: ClientState, runs: readonly RunView[]): ClientState {
  return { ...state, runs, approvals: pendingApprovals(runs) };
}

function pendingApprovals(runs: readonly RunView[]): readonly ApprovalRequest[] {
  const pending = new Map<string, ApprovalRequest>();
  for (const run of runs) {
    if (run.status !== 'running') continue;
    for (const event of run.record.events) {
      if (event.type === 'approval-request') pending.set(event.request.id, event.request);
      if (event.type === 'approval-end') pending.delete(event.id);
    }
  }
  return [...pending.values()];
}

function withModel(models: readonly ModelStatus[], status: ModelStatus): readonly ModelStatus[] {
  const index = models.findIndex(({ model }) => model.id === status.model.id);
  return index < 0 ? [...models, status] : models.with(index, status);
}

/** The state with no conversation open. */
export function closedState(state: ClientState): ClientState {
  return { ...withRuns(state, []), conversation: null };
}

function withHeads(state: ClientState, heads: ClientState['conversations']): ClientState {
  const open = state.conversation;
  if (!open) return { ...state, conversations: heads };
  const head = heads.find(({ id }) => id === open.head.id);
  // A conversation without a run is not in the list yet.
  if (!head && open.head.leafId === null) return { ...state, conversations: heads };
  if (!head) return { ...closedState(state), conversations: heads };
  return { ...state, conversations: heads, conversation: { ...open, head } };
}
