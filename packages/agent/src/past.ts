import { type AgentEvent, type Engine, type EngineInfo, KingletError, settledEvents } from '@kinglet/spec';

type OfType<Type extends AgentEvent['type']> = Extract<AgentEvent, { type: Type }>;

/**
 * What a run did before it was cut off. The loop goes the same way once more, and takes from here what came of each model
 * call, tool and question, in place of doing it again; where this ends, the run goes on for real.
 */
export class Past {
  readonly #events: readonly AgentEvent[];
  #at = 0;

  /** `recorded`: all events of the run, oldest first; none for a new run. */
  constructor(recorded: readonly AgentEvent[]) {
    this.#events = settledEvents([...recorded, { type: 'run-resume' }]);
  }

  /** From here on everything happens for the first time. */
  get isOver(): boolean {
    return this.#at === this.#events.length;
  }

  /** The event that was recorded next; undefined where it is over. */
  peek(): AgentEvent | undefined {
    return this.#events[this.#at];
  }

  /** The next recorded event of this type. @throws KingletError `interrupted` where there is none: the past went another way. */
  next<Type extends AgentEvent['type']>(type: Type): OfType<Type> {
    const found = this.#events.slice(this.#at).find((event) => event.type === type);
    if (found === undefined) throw otherWay();
    return found as OfType<Type>;
  }

  /** Goes past an event that happens as it was recorded; false where another one was. */
  take(event: AgentEvent): boolean {
    const recorded = this.peek();
    if (recorded === undefined || keyOf(recorded) !== keyOf(event)) return false;
    this.#at += 1;
    return true;
  }

  /** A call began, and nobody knows what came of it. */
  leftOpen(callId: string): boolean {
    const start = this.#events.findLast((event) => event.type === 'tool-start');
    return this.isOver && start?.call.id === callId && !this.#events.some((event) => isEndOf(event, callId));
  }
}

/** Stands where an engine stood: its replies are read from the past. */
export function engineOfPast(info: EngineInfo): Engine {
  return {
    info,
    // biome-ignore lint/correctness/useYield: nothing is generated a second time.
    async *generate() {
      throw otherWay();
    },
    unload: async () => {},
  };
}

/** The run would not go the way that it went: its tools, its rules or its model are others by now. */
export function otherWay(): KingletError {
  return new KingletError(
    'interrupted',
    'This answer was cut off, and what it began does not fit what is set up now. Ask again to get a whole one.',
  );
}

function isEndOf(event: AgentEvent, callId: string): boolean {
  return event.type === 'tool-end' && event.callId === callId;
}

/** What may differ from one time to the next, for reasons that change nothing. */
const volatile = new Set(
  (
    'rowId engine reason stats error reply durationMs id preview promptTokens costUsd detail ' +
    'atMs ruleId lasting changes'
  ).split(' '),
);

/** What would be sent has the time in it, and so has its hash; a tool's call has the same one or is another call. */
function keyOf(event: AgentEvent): string {
  const isEgress = event.type === 'approval-request' && event.request.kind === 'egress';
  const isLeftOut = (key: string) => volatile.has(key) || (isEgress && key === 'hash');
  return JSON.stringify(event, (key, value: unknown) => (isLeftOut(key) ? undefined : value));
}
