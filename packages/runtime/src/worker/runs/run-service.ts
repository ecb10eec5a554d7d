import { defaultLimits, runAgent } from '@kinglet/agent';
import { type AgentEvent, type ApprovalDecision, KingletError } from '@kinglet/spec';
import { decodeAttachment } from '@kinglet/tools';
import {
  type ClientEvent,
  type Conversation,
  deferred,
  maxInstructions,
  type RunRecord,
  type RunWishes,
  type SendInput,
  type SiteToolEnd,
  type SiteWishes,
} from '../../shared/index.ts';
import { orAborted } from '../gate.ts';
import { type ApprovalDesk, createApprovalDesk } from './approval-desk.ts';
import { mayTakeUp } from './may-take-up.ts';
import { rowsWritten } from './rows-written.ts';
import { runDeps } from './run-deps.ts';
import { endOf, isOnRecord } from './run-events.ts';
import { runInput } from './run-input.ts';
import type { RunServiceOptions, Wanted } from './run-service-options.ts';
import { SiteCalls, siteTools } from './site-tools.ts';

interface LiveRun {
  readonly conversationId: string;
  readonly controller: AbortController;
  readonly done: Promise<void>;
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
      const input = await runInput(this.#options, run, branch, wanted);
      signal.throwIfAborted();
      const { conversationId } = run;
      const deps = await runDeps(this.#options, this.#desk, { conversationId, branch, wanted, signal });
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
}

function checkInstructions({ instructions = '' }: SiteWishes): void {
  if (instructions.length <= maxInstructions) return;
  throw new KingletError(
    'invalid-input',
    `This page gives the assistant ${instructions.length} characters of instructions; at most ${maxInstructions} are taken. Shorten the attribute.`,
  );
}
