import { type AgentEvent, settledEvents } from '@kinglet/spec';
import { type RunRecord, withEvent } from '../shared/index.ts';
import { answerBadge } from './answer-badge.ts';
import type { RunPart, RunView } from './client-state.ts';
import { departuresOf } from './departures.ts';

type ToolPart = Extract<RunPart, { kind: 'tool' }>;

const interruptedNotice =
  'This answer was interrupted before it was complete. What came is kept; regenerate it to try again.';

/**
 * A run as a person sees it: the reduction of its journal. `running` says that more events will come; else a journal
 * without an end is an interrupted run.
 */
export function runView(record: RunRecord, { running = false }: { running?: boolean } = {}): RunView {
  const view = record.events.reduce(reduceRun, emptyView(record, running));
  return running ? view : interruptedView(view);
}

function emptyView(record: RunRecord, live: boolean): RunView {
  return {
    record: { ...record, events: [] },
    live,
    status: 'running',
    activity: 'prefill',
    parts: [],
    badge: null,
    departures: [],
    notice: null,
    rowIds: [],
  };
}

/** The view when no more events can come: unchanged where the run had ended. */
export function interruptedView(view: RunView): RunView {
  if (view.status !== 'running') return view;
  const parts = endedParts(view.parts);
  return { ...view, parts, status: 'interrupted', activity: null, notice: interruptedNotice };
}

/** The view after one more event. Returns a new view; the old one stays as it was. */
export function reduceRun(view: RunView, event: AgentEvent): RunView {
  if (event.type === 'run-resume') return resumedView(view);
  const record = { ...view.record, events: withEvent(view.record.events, event) };
  return { ...view, record, ...changeOf(view, record, event) };
}

/** Of a run that was cut off only what stands is shown, as if it had come so far and no further. */
function resumedView({ record, live }: RunView): RunView {
  const events = settledEvents([...record.events, { type: 'run-resume' }]);
  return { ...events.reduce(reduceRun, emptyView(record, live)), activity: 'prefill' };
}

function changeOf(view: RunView, record: RunRecord, event: AgentEvent): Partial<RunView> {
  switch (event.type) {
    case 'step-start':
      return { activity: 'prefill', rowIds: [...view.rowIds, event.rowId] };
    case 'prefill-end':
      return { activity: 'decode' };
    case 'text-delta':
      return { activity: 'decode', parts: withText(view.parts, event.step, event.text) };
    case 'text-retract':
      return { parts: view.parts.filter((part) => part.kind !== 'text' || part.step !== event.step) };
    case 'verdict':
      return { parts: judged(view.parts, event) };
    case 'step-end':
      return {
        badge: answerBadge(view.record.events, event) ?? view.badge,
        departures: departuresOf(record.events),
      };
    case 'remote-call':
      return { departures: departuresOf(record.events) };
    case 'tool-start':
      return { activity: 'tool', parts: [...view.parts, toolPart(event)] };
    case 'approval-request':
      return { activity: 'approval', parts: asked(view.parts, event.request) };
    case 'approval-end':
      return { activity: 'tool', parts: mapTools(view.parts, answered) };
    case 'approval-use':
      return { parts: mapTools(view.parts, (part) => ruled(part, event.ruleId)) };
    case 'tool-end':
      return {
        parts: mapTools(view.parts, (part) => (part.callId === event.callId ? ended(part, event) : part)),
      };
    case 'escalation': {
      const { trigger, detail, answered, localModel = null } = event;
      return { parts: [...view.parts, { kind: 'escalation', trigger, detail, answered, localModel }] };
    }
    case 'context-drop':
      return { parts: [...view.parts, { kind: 'context-drop', exchanges: event.exchanges }] };
    case 'run-end':
      return {
        status: event.outcome,
        activity: null,
        parts: endedParts(view.parts),
        notice: event.notice ?? event.error?.message ?? null,
      };
    default:
      return {};
  }
}

function withText(parts: readonly RunPart[], step: number, text: string): readonly RunPart[] {
  const last = parts.at(-1);
  if (last?.kind !== 'text' || last.step !== step) return [...parts, { kind: 'text', step, text }];
  return [...parts.slice(0, -1), { ...last, text: last.text + text }];
}

/** The text of a step that nothing bears out is marked so; the other checks have had their say by what the step became. */
function judged(
  parts: readonly RunPart[],
  { step, verdict }: Extract<AgentEvent, { type: 'verdict' }>,
): readonly RunPart[] {
  if (verdict.check !== 'unsupported' || verdict.passed) return parts;
  return parts.map((part) =>
    part.kind === 'text' && part.step === step ? { ...part, unsupported: true as const } : part,
  );
}

function toolPart(event: Extract<AgentEvent, { type: 'tool-start' }>): ToolPart {
  return {
    kind: 'tool',
    callId: event.call.id,
    tool: event.call.name,
    argumentsJson: JSON.stringify(event.call.arguments),
    origin: event.origin,
    risk: event.risk,
    state: 'running',
    content: null,
    understood: null,
    durationMs: null,
  };
}

function asked(
  parts: readonly RunPart[],
  request: Extract<AgentEvent, { type: 'approval-request' }>['request'],
): readonly RunPart[] {
  if (request.kind !== 'tool') return parts;
  return mapTools(parts, (part) =>
    part.state === 'running' && part.tool === request.tool ? { ...part, state: 'asking' } : part,
  );
}

function answered(part: ToolPart): ToolPart {
  return part.state === 'asking' ? { ...part, state: 'running' } : part;
}

function ruled(part: ToolPart, ruleId: string): ToolPart {
  return part.state === 'running' ? { ...part, ruleId } : part;
}

function ended(part: ToolPart, event: Extract<AgentEvent, { type: 'tool-end' }>): ToolPart {
  return {
    ...part,
    state: event.failed ? 'failed' : 'done',
    content: event.content,
    understood: event.understood ?? null,
    durationMs: event.durationMs,
  };
}

/** A tool that had not ended when its run did has failed. */
function endedParts(parts: readonly RunPart[]): readonly RunPart[] {
  return mapTools(parts, (part) =>
    part.state === 'asking' || part.state === 'running' ? { ...part, state: 'failed' } : part,
  );
}

function mapTools(parts: readonly RunPart[], change: (part: ToolPart) => ToolPart): readonly RunPart[] {
  return parts.map((part) => (part.kind === 'tool' ? change(part) : part));
}
