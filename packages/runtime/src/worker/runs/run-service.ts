import {
  type AgentDeps,
  cutResultsOf,
  defaultLimits,
  historyOf,
  type RemoteTarget,
  type RunInput,
  type RunLimits,
  runAgent,
  summaryOf,
  untrustedCallsOf,
} from '@kinglet/agent';
import { policyRules } from '@kinglet/policy';
import {
  type AgentEvent,
  type ApprovalDecision,
  type Clock,
  type Engine,
  KingletError,
  type Tool,
} from '@kinglet/spec';
import { decodeAttachment } from '@kinglet/tools';
import {
  type ClientEvent,
  type Conversation,
  deferred,
  maxInstructions,
  type RunRecord,
  type RunWishes,
  type SendInput,
  type Settings,
  type SiteToolEnd,
  type SiteWishes,
} from '../../shared/index.ts';
import { orAborted } from '../gate.ts';
import { conversationMemory } from '../journal/conversation-memory.ts';
import type { Journal } from '../journal/journal.ts';
import { type ApprovalDesk, createApprovalDesk } from './approval-desk.ts';
import { withEarlierFiles } from './earlier-files.ts';
import { mayTakeUp } from './may-take-up.ts';
import { offeredTools } from './offered-tools.ts';
import { onRecord } from './on-record.ts';
import { type RunLog, rowsWritten } from './rows-written.ts';
import { endOf, isOnRecord } from './run-events.ts';
import { SiteCalls, siteTools } from './site-tools.ts';
import type { StandingRules } from './standing-rules.ts';

/** What the user keeps here, beside the conversations. */
export interface Kept {
  /** Tools for engines that go on from results; see `AgentDeps.companions`. */
  readonly companions: readonly Tool[];
  /** The tools that the user wrote, as they are now. */
  userTools(): readonly Tool[];
  /** What the user wants remembered, oldest first. */
  facts(): readonly string[];
}

export interface RunServiceOptions extends Partial<Kept> {
  readonly journal: Journal;
  /** Tells the tabs; an event of a run with the id of its conversation. */
  tell(event: ClientEvent, conversationId?: string): void;
  readonly clock: Clock;
  readonly tools: readonly Tool[];
  /** The local model's engine, waited for where it is on its way; null where there is none. */
  localEngine(signal: AbortSignal, conversationId: string): Promise<Engine | null>;
  /** The larger model of the settings; null where none is set. */
  remote(): RemoteTarget | null;
  /** Null while the log is switched off. */
  log(): RunLog | null;
  online(): boolean;
  /** Keeps other workers from the run until what it gives is called; null where another one has it. */
  hold(runId: string): Promise<(() => void) | null>;
  /** Of the router's policy file. */
  readonly rules?: AgentDeps['rules'];
  /** What the user decided for good. */
  readonly standing: Pick<StandingRules, 'list' | 'used' | 'allow'>;
  /** What the larger model cost; absent: nothing is counted. */
  readonly ledger?: AgentDeps['ledger'];
  /** A larger model on this device, and the chosen one's return after it. */
  readonly largerLocal?: NonNullable<AgentDeps['largerLocal']>;
  comeBack?(): void;
  /** What the user set about leaving the device; absent: nothing. */
  limitsOf?(): Pick<Settings, 'neverLeave' | 'mayBeWrong'>;
  /** Those that are not the agent's defaults; absent: none. */
  readonly limits?: Partial<RunLimits>;
  readonly timeZone: string;
  readonly locale: string;
  /** The page's: its own tools are of it. */
  readonly origin: string;
}

interface LiveRun {
  readonly conversationId: string;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

interface Wanted extends RunWishes {
  /** The page's own tools. */
  readonly own: readonly Tool[];
}

type Tell = (event: ClientEvent) => void;

/** Runs messages through the agent: one at a time in a conversation; each event goes to the journal and to the tabs. */
export class RunService {
  readonly #options: RunServiceOptions;
  readonly #desk: ApprovalDesk;
  readonly #siteCalls = new SiteCalls();
  readonly #live = new Map<string, LiveRun>();

  constructor(options: RunServiceOptions) {
    this.#options = options;
    this.#desk = createApprovalDesk(options.clock);
  }

  /** Runs of this conversation that are under way. */
  running(conversationId: string): readonly string[] {
    return [...this.#live].filter(([, run]) => run.conversationId === conversationId).map(([id]) => id);
  }

  /**
   * Starts a run and gives its id once the message is stored; the rest comes as events.
   *
   * @throws KingletError `invalid-input` for an empty message, an attachment that is no text, instructions that are too long, or a
   *   busy conversation.
   */
  async send(input: SendInput, { tellSender = () => {} }: { tellSender?: Tell } = {}): Promise<string> {
    const { conversationId, parentId, text, askLarger, site = {} } = input;
    const { journal, tell, clock } = this.#options;
    const attachments = input.attachments.map(({ name, mediaType, bytes }) =>
      decodeAttachment(name, mediaType, bytes),
    );
    if (text.trim() === '' && attachments.length === 0) {
      throw new KingletError('invalid-input', 'The message is empty. Write something, or attach a file.');
    }
    checkInstructions(site);
    const wishes = { askLarger, site };
    const wanted = this.#wanted(wishes, tellSender);
    if (this.running(conversationId).length > 0) {
      throw new KingletError(
        'invalid-input',
        'An answer is under way in this conversation. Wait for it, or stop it.',
      );
    }
    const run: RunRecord = {
      id: clock.id(),
      conversationId,
      parentId,
      createdMs: clock.nowMs(),
      userText: text,
      attachments,
      wishes,
      events: [],
    };
    const started = journal.addRun(run);
    this.#begin(run, { wanted, started, held: this.#options.hold(run.id) });
    await started;
    tell({ type: 'run-added', run }, conversationId);
    tell({ type: 'conversations', heads: journal.heads });
    await journal.flush();
    return run.id;
  }

  /**
   * Makes ready to go on with the conversation's last run, where that was cut off not long ago. It goes on once the function
   * is called that this gives, and counts as running from now on. Null where there is nothing to go on with.
   */
  async takeUp(
    { head, runs }: Conversation,
    { tellSender }: { tellSender: Tell },
  ): Promise<(() => void) | null> {
    const { journal, hold } = this.#options;
    const last = runs.at(-1);
    if (!last || !this.#isCutOff(last)) return null;
    const release = await hold(last.id);
    if (release === null) return null;
    try {
      // Whoever had it may have gone on meanwhile.
      const run = this.#isCutOff(last) ? (await journal.reread(head.id)).runs.at(-1) : undefined;
      if (run?.id === last.id && this.#isCutOff(run) && run.wishes) {
        const { promise: started, resolve } = deferred<void>();
        const wanted = this.#wanted(run.wishes, tellSender);
        this.#begin(run, { wanted, started, held: Promise.resolve(release) });
        return () => resolve();
      }
    } catch {
      // It stays cut off, and can be answered again.
    }
    release();
    return null;
  }

  #isCutOff(run: RunRecord): boolean {
    return mayTakeUp(run, this.#options.clock.nowMs()) && this.running(run.conversationId).length === 0;
  }

  /** Stops a run, its tools and what it waits for. Nothing happens where it has ended. */
  cancel(runId: string): void {
    this.#live.get(runId)?.controller.abort(new DOMException('The user stopped the run.', 'AbortError'));
  }

  /** As `ApprovalDesk.decide`. */
  decide(approvalId: string, decision: ApprovalDecision, hash: string): void {
    this.#desk.decide(approvalId, decision, hash);
  }

  /** What came of a call that the page was asked to run. */
  siteToolEnd(id: string, end: SiteToolEnd): void {
    this.#siteCalls.end(id, end);
  }

  /** Resolves when no run is going on. */
  async idle(): Promise<void> {
    while (this.#live.size > 0) {
      await Promise.allSettled([...this.#live.values()].map(({ done }) => done));
    }
  }

  /** Stops what runs in the conversation and waits for its end. */
  async end(conversationId: string): Promise<void> {
    for (const runId of this.running(conversationId)) {
      this.cancel(runId);
      await this.#live.get(runId)?.done.catch(() => {});
    }
  }

  /** Counts the run as under way; it runs once `started` resolves, and lets go of what is `held` in the end. */
  #begin(
    run: RunRecord,
    { wanted, started, held }: { wanted: Wanted; started: Promise<void>; held: Promise<(() => void) | null> },
  ): void {
    const controller = new AbortController();
    const done = started.then(() => this.#run(run, wanted, controller.signal));
    this.#live.set(run.id, { conversationId: run.conversationId, controller, done });
    const end = async () => {
      this.#live.delete(run.id);
      (await held)?.();
    };
    done.finally(end).catch(() => {});
  }

  async #run(run: RunRecord, wanted: Wanted, signal: AbortSignal): Promise<void> {
    let wentOver = false;
    const { log, clock } = this.#options;
    const report = async (event: AgentEvent) => {
      // Before the call counts as made: a run that goes on writes no row for those that do.
      if (event.type === 'step-end') await rowsWritten(log(), { clock, signal });
      this.#options.journal.append(run.conversationId, run.id, event);
      this.#options.tell({ type: 'agent', runId: run.id, event }, run.conversationId);
      // A store that hangs does not outlive the user's stop.
      if (event.type === 'approval-use') void this.#options.standing.used(event.ruleId);
      if (isOnRecord(event)) await orAborted(this.#options.journal.flush(), signal).catch(() => {});
    };
    try {
      if (run.events.length > 0) await report({ type: 'run-resume' });
      const branch = await this.#options.journal.branch(run.conversationId, run.parentId);
      const input = await this.#input(run, branch, wanted);
      signal.throwIfAborted();
      const deps = await this.#deps(run.conversationId, branch, { ...wanted, signal });
      const { events: recorded } = run;
      const limits = { ...defaultLimits, ...this.#options.limits };
      for await (const event of runAgent(input, deps, { signal, limits, recorded })) {
        if (event.type === 'escalation' && event.localModel !== undefined) wentOver = true;
        await report(event);
      }
    } catch (thrown) {
      await report(endOf(thrown, signal));
    }
    if (wentOver) this.#options.comeBack?.();
  }

  #wanted(wishes: RunWishes, tell: Tell): Wanted {
    const { tools, clock, origin } = this.#options;
    const own = siteTools(wishes.site.own ?? [], {
      taken: tools.map(({ definition }) => definition.name),
      origin,
      ask: (call, { signal }) => this.#siteCalls.ask({ ...call, id: clock.id() }, { tell, signal }),
    });
    return { ...wishes, own };
  }

  async #input(
    run: RunRecord,
    branch: readonly RunRecord[],
    { askLarger, site: { instructions } }: Wanted,
  ): Promise<RunInput> {
    const { journal, timeZone, locale, origin } = this.#options;
    const all = await journal.allRuns(run.conversationId);
    // What this run itself saw and was allowed, before it was cut off, comes from its events.
    const memory = conversationMemory(all.filter(({ id }) => id !== run.id));
    const { egressGranted, egressPlain, egressGrantedMs } = conversationMemory(all);
    return {
      runId: run.id,
      conversationId: run.conversationId,
      history: historyOf(branch),
      userText: run.userText,
      attachments: run.attachments,
      askLarger,
      ...(instructions ? { instructions } : {}),
      facts: this.#options.facts?.() ?? [],
      summary: summaryOf(branch),
      cutResults: cutResultsOf(branch),
      untrustedCalls: untrustedCallsOf(branch),
      timeZone,
      locale,
      ...memory,
      ...{ egressGranted, egressPlain, egressGrantedMs },
      pageOrigin: origin,
    };
  }

  /** A run that goes to the larger model does not wait for the small one. */
  async #deps(
    conversationId: string,
    branch: readonly RunRecord[],
    { askLarger, site, own, signal }: Wanted & { signal: AbortSignal },
  ): Promise<AgentDeps> {
    const {
      clock,
      tools,
      companions,
      localEngine,
      online,
      rules = [],
      ledger,
      largerLocal,
      limitsOf,
    } = this.#options;
    const neverLeave = () => limitsOf?.().neverLeave ?? false;
    const earlier = branch.flatMap(({ attachments }) => attachments).reverse();
    const remote = this.#options.remote();
    return {
      local: askLarger && remote && !neverLeave() ? null : await localEngine(signal, conversationId),
      reloadLocal: (options) => localEngine(options.signal, conversationId),
      remote,
      tools: [
        ...offeredTools(tools, site.tools).map((tool) => withEarlierFiles(tool, earlier)),
        ...besides(own, site, this.#options.userTools?.()),
        ...own
          .filter(({ definition }) => !neverLeave() || definition.risk !== 'send')
          .map((tool) => onRecord(tool, () => this.#options.journal.isBehind)),
      ],
      compacts: true,
      companions: besides(own, site, companions),
      policy: policyRules,
      log: this.#options.log(),
      clock,
      standingRules: () => this.#options.standing.list,
      approve: async (request, options) => {
        const decision = await this.#desk.ask(request, options);
        if (decision === 'always') await this.#options.standing.allow(request);
        return decision;
      },
      online,
      rules,
      neverLeave,
      mayBeWrong: limitsOf?.().mayBeWrong ?? null,
      ...(ledger === undefined ? {} : { ledger }),
      ...(largerLocal === undefined ? {} : { largerLocal }),
    };
  }
}

/** Those of the tools that the page allows; where it has one of the same name, that one is meant there. */
function besides(
  own: readonly Tool[],
  { tools: allowed }: SiteWishes,
  tools: readonly Tool[] = [],
): readonly Tool[] {
  const taken = new Set(own.map(({ definition }) => definition.name));
  return tools.filter(
    ({ definition: { name } }) => !taken.has(name) && (allowed === undefined || allowed.includes(name)),
  );
}

function checkInstructions({ instructions = '' }: SiteWishes): void {
  if (instructions.length <= maxInstructions) return;
  throw new KingletError(
    'invalid-input',
    `This page gives the assistant ${instructions.length} characters of instructions; at most ${maxInstructions} are taken. Shorten the attribute.`,
  );
}
