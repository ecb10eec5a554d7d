import type { RunView } from '@kinglet/runtime/client';
import type { AgentEvent, LogRow } from '@kinglet/spec';
import type { TraceCall, TraceStep, TraceTurn } from '../tasks/trace.ts';

/** What was measured outside of the run's own events. */
type Measured = Pick<TraceTurn, 'text' | 'sentMs' | 'durationMs' | 'toolDoneMs'>;

/** A finished run with its rows of the usage log, as the report wants it. */
export function turnTrace(run: RunView, rows: readonly LogRow[], measured: Measured): TraceTurn {
  const { events } = run.record;
  const texts = run.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const own = rows.filter(({ runId }) => runId === run.record.id).sort((a, b) => a.step - b.step);
  return {
    ...measured,
    status: run.status,
    answer: texts.join('\n').trim(),
    notice: run.notice,
    calls: events.flatMap((event) => (event.type === 'tool-start' ? [callOf(event, events)] : [])),
    steps: own.map(stepOf),
    asked: events.filter((event) => event.type === 'approval-request' && event.request.kind === 'tool')
      .length,
    escalations: events.flatMap((event) => (event.type === 'escalation' ? [event.trigger] : [])),
    usedRemote: own.some(({ place }) => place === 'remote'),
  };
}

function callOf(
  { call, risk }: Extract<AgentEvent, { type: 'tool-start' }>,
  events: readonly AgentEvent[],
): TraceCall {
  const end = events.find((event) => event.type === 'tool-end' && event.callId === call.id);
  const { content, failed } = end?.type === 'tool-end' ? end : { content: null, failed: true };
  return {
    tool: call.name,
    argumentsJson: JSON.stringify(call.arguments),
    risk,
    content,
    failed,
    // Every approval is granted, so that only policy can keep a call from running.
    hasRun: content !== null && !content.startsWith('Not allowed. '),
  };
}

function stepOf({ adapter, place, prompt, reply, toolCalls, stats, verdicts }: LogRow): TraceStep {
  return {
    ...{ adapter, place, prompt, reply },
    calls: toolCalls.map(({ name, argumentsText }) => `${name} ${argumentsText}`),
    promptTokens: stats.usage.promptTokens,
    completionTokens: stats.usage.completionTokens,
    durationMs: Math.round(stats.durationMs),
    confidence: stats.confidence ?? null,
    verdicts: verdicts.map(
      ({ check, passed, reason }) => `${passed ? 'passed' : 'failed'} ${check}: ${reason}`,
    ),
  };
}
