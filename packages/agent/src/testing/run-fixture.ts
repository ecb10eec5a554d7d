import { policyRules } from '@kinglet/policy';
import {
  type AdapterFormat,
  type AgentEvent,
  type ApprovalDecision,
  type ApprovalRequest,
  type Engine,
  type LogRow,
  type Message,
  type RiskClass,
  type StandingRule,
  type Tool,
  type ToolContext,
  type ToolDefinition,
  type ToolOutcome,
  toolSignatures,
} from '@kinglet/spec';
import {
  type EngineScript,
  type FakeClock,
  fakeClock,
  type ScriptedEngine,
  scriptedEngine,
} from '@kinglet/testkit';
import { runAgent } from '../loop.ts';
import {
  type AgentDeps,
  defaultLimits,
  type RemoteTarget,
  type RunInput,
  type RunLimits,
} from '../run-types.ts';

/** One run with scripted parts. What is not given: no engines, an `echo` tool, every question answered with no. */
export interface RunSetup {
  readonly local?: Engine | null;
  readonly remote?: ScriptedEngine | null;
  readonly tools?: readonly Tool[];
  readonly input?: Partial<RunInput>;
  readonly limits?: Partial<RunLimits>;
  readonly clock?: FakeClock;
  readonly rules?: AgentDeps['rules'];
  readonly more?: Pick<
    Partial<AgentDeps>,
    'neverLeave' | 'ledger' | 'mayBeWrong' | 'calibrations' | 'largerLocal'
  >;
  readonly online?: () => boolean;
  readonly approve?: AgentDeps['approve'] | ApprovalDecision;
  readonly reloadLocal?: NonNullable<AgentDeps['reloadLocal']>;
  readonly standingRules?: readonly StandingRule[];
  /** What the run did before it was cut off. */
  readonly recorded?: readonly AgentEvent[];
  /** Called with each event before the next one is asked for. */
  readonly onEvent?: (event: AgentEvent, stop: () => void) => void | Promise<void>;
}

export interface RunReport {
  readonly events: readonly AgentEvent[];
  readonly rows: readonly LogRow[];
  readonly asked: readonly ApprovalRequest[];
  readonly messages: readonly Message[];
  readonly end: Extract<AgentEvent, { type: 'run-end' }>;
}

export async function play(setup: RunSetup): Promise<RunReport> {
  const { approve = 'no', clock = fakeClock(), online = () => true, rules = [] } = setup;
  const rows: LogRow[] = [];
  const asked: ApprovalRequest[] = [];
  const deps: AgentDeps = {
    local: setup.local ?? null,
    remote: setup.remote ? remoteTarget(setup.remote) : null,
    tools: setup.tools ?? [echoTool()],
    policy: policyRules,
    log: { append: (row) => rows.push(row) },
    clock,
    rules,
    approve: async (request, options) => {
      asked.push(request);
      return typeof approve === 'string' ? approve : await approve(request, options);
    },
    online,
    standingRules: () => setup.standingRules ?? [],
    ...setup.more,
    ...(setup.reloadLocal === undefined ? {} : { reloadLocal: setup.reloadLocal }),
  };
  const stop = new AbortController();
  const events: AgentEvent[] = setup.recorded?.length ? [{ type: 'run-resume' }] : [];
  const options = {
    signal: stop.signal,
    limits: { ...defaultLimits, ...setup.limits },
    recorded: setup.recorded ?? [],
  };
  for await (const event of runAgent(inputOf(setup.input), deps, options)) {
    events.push(event);
    await setup.onEvent?.(event, () => stop.abort(new DOMException('stop', 'AbortError')));
  }
  const ends = ofType(events, 'run-end');
  const [end] = ends;
  if (ends.length !== 1 || end === undefined || events.at(-1) !== end)
    throw new Error('not one run-end at the end');
  return { events, rows, asked, end, messages: ofType(events, 'message').map(({ message }) => message) };
}

function inputOf(input: Partial<RunInput> = {}): RunInput {
  return {
    runId: 'run-1',
    conversationId: 'conversation-1',
    history: [],
    userText: 'hello',
    attachments: [],
    askLarger: false,
    timeZone: 'Europe/Zurich',
    locale: 'en-GB',
    tainted: false,
    grants: [],
    egressGranted: [],
    ...input,
  };
}

function remoteTarget(engine: ScriptedEngine): RemoteTarget {
  return { engine, prices: { inputUsdPerMillion: 1, outputUsdPerMillion: 2 } };
}

/** A scripted larger model at `https://llm.example`. */
export function remoteEngine(script: EngineScript): ScriptedEngine {
  const host = 'https://llm.example';
  return scriptedEngine(script, { info: { place: 'remote', backend: 'http', modelId: 'large', host } });
}

/** A scripted model that is too small to go on from a tool's result. */
export function singleTurnEngine(script: EngineScript): ScriptedEngine {
  return scriptedEngine(script, { info: { toolUse: 'single-turn' } });
}

/** The same with specialists beside it: a `bare` one that knows the built-in ones of these tools, and a `schemas` one. */
export function specialistEngine(
  script: EngineScript,
  tools: readonly Tool[],
  formats: readonly AdapterFormat[] = ['bare', 'schemas'],
): ScriptedEngine {
  const builtIn = tools.map(({ definition }) => definition).filter(({ origin }) => origin === 'built-in');
  const adapters = formats.map((format) => ({
    id: `${format}-1`,
    format,
    tools: format === 'bare' ? toolSignatures(builtIn) : '',
  }));
  return scriptedEngine(script, { info: { toolUse: 'single-turn', adapters } });
}

export interface ToolSetup extends Partial<ToolDefinition> {
  readonly run?: (args: Record<string, unknown>, context: ToolContext) => Promise<ToolOutcome> | ToolOutcome;
  readonly spans?: NonNullable<Tool['spans']>;
  readonly oncePerKey?: true;
}

/** A tool with one text argument, `text`, and a memory of the calls it ran. */
export function echoTool({
  run,
  spans,
  oncePerKey,
  ...definition
}: ToolSetup = {}): Tool & { readonly ran: ToolContext[] } {
  const ran: ToolContext[] = [];
  return {
    ran,
    ...(spans === undefined ? {} : { spans }),
    ...(oncePerKey === undefined ? {} : { oncePerKey }),
    definition: {
      name: 'echo',
      description: 'Says the text again.',
      parameters: {
        type: 'object',
        properties: { text: { type: 'string' } },
        required: ['text'],
        additionalProperties: false,
      },
      risk: 'read' satisfies RiskClass,
      destructive: false,
      timeoutMs: 5_000,
      origin: 'built-in',
      ...definition,
    },
    async run(args, context) {
      ran.push(context);
      return run ? await run(args, context) : { content: `echo: ${String(args['text'])}`, failed: false };
    },
  };
}

export function ofType<T extends AgentEvent['type']>(
  events: readonly AgentEvent[],
  type: T,
): Extract<AgentEvent, { type: T }>[] {
  return events.filter((event): event is Extract<AgentEvent, { type: T }> => event.type === type);
}

/** The text on the screen at the end: deltas less what was retracted. */
export function shownText(events: readonly AgentEvent[]): string {
  const texts = new Map<number, string>();
  for (const event of events) {
    if (event.type === 'text-delta') texts.set(event.step, (texts.get(event.step) ?? '') + event.text);
    if (event.type === 'text-retract') texts.delete(event.step);
  }
  return [...texts.values()].join('');
}
