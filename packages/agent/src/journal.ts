import type { AgentEvent, Message, RiskClass } from '@kinglet/spec';
import { stoppedCall } from './run-tools.ts';

/** The part of a run's record that the next run of its conversation starts from. */
export interface RecordedRun {
  readonly events: readonly AgentEvent[];
}

/**
 * The history for the next run: the `message` events of the runs before it, oldest first; each run's own user turn is its
 * first message, as it was sent, so that the KV cache of the last prompt still fits. A run that was cut off is closed: an
 * open call gets a failed result, a missing answer is said to be missing.
 */
export function historyOf(runs: readonly RecordedRun[]): readonly Message[] {
  return runs.flatMap(({ events }) => closed(messagesOf(events)));
}

/** True once a tool's result came from outside: sticky for the conversation. */
export function isTainted(runs: readonly RecordedRun[]): boolean {
  return runs.some(({ events }) => events.some((event) => event.type === 'tool-end' && event.untrusted));
}

/** What of the user's was seen, and whether something was changed or sent: sticky for the conversation, on all its branches. */
export function bitsOf(runs: readonly RecordedRun[]): {
  readonly privateSeen: boolean;
  readonly acted: boolean;
} {
  const risks = runs.flatMap(({ events }) => risksOf(events));
  return {
    privateSeen: risks.some((risk) => risk !== 'send'),
    acted: risks.some((risk) => risk !== 'read'),
  };
}

/** The risk of each call that did not fail. */
function risksOf(events: readonly AgentEvent[]): readonly RiskClass[] {
  const started = new Map<string, RiskClass>();
  return events.flatMap((event) => {
    if (event.type === 'tool-start') started.set(event.call.id, event.risk);
    const risk = event.type === 'tool-end' && !event.failed ? started.get(event.callId) : undefined;
    return risk === undefined ? [] : [risk];
  });
}

/** So that a run that takes its worker down each time comes to an end. */
const maxResumes = 3;

/**
 * Whether a run that was cut off can go on from its events: it has not ended, nobody was stopping it, and it was not taken up
 * `maxResumes` times already.
 */
export function canResume({ events }: RecordedRun): boolean {
  if (events.some(isEndOrStop)) return false;
  return events.filter(({ type }) => type === 'run-resume').length < maxResumes;
}

function isEndOrStop(event: AgentEvent): boolean {
  if (event.type === 'tool-end') return event.content === stoppedCall;
  if (event.type === 'step-end') return event.stats.finishReason === 'cancelled';
  return event.type === 'run-end';
}

function messagesOf(events: readonly AgentEvent[]): readonly Message[] {
  return events.flatMap((event) => (event.type === 'message' ? [event.message] : []));
}

function closed(messages: readonly Message[]): readonly Message[] {
  if (messages.length === 0) return [];
  const answered = new Set(messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : [])));
  const open = messages
    .flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []))
    .filter(({ id }) => !answered.has(id))
    .map(
      ({ id, name }): Message => ({
        role: 'tool',
        callId: id,
        name,
        content: 'Interrupted before it ended.',
        failed: true,
      }),
    );
  const whole = [...messages, ...open];
  const last = whole.at(-1);
  const isAnswered = last?.role === 'assistant' && (last.toolCalls ?? []).length === 0;
  return isAnswered ? whole : [...whole, { role: 'assistant', content: '(no answer)' }];
}
