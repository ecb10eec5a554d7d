import { type AgentDeps, historyOf, type RemoteTarget, type RunInput, runAgent } from '@kinglet/agent';
import {
  type AgentEvent,
  type ApprovalDecision,
  type Attachment,
  type Clock,
  type Engine,
  KingletError,
  type LogSink,
  type Tool,
  toKingletError,
} from '@kinglet/spec';
import { decodeAttachment } from '@kinglet/tools';
import {
  type ClientEvent,
  maxInstructions,
  type RunRecord,
  type SendInput,
  type SiteToolEnd,
  type SiteWishes,
} from '../../shared/index.ts';
import { conversationMemory } from '../journal/conversation-memory.ts';
import type { Journal } from '../journal/journal.ts';
import { createApprovalDesk } from './approval-desk.ts';
import { offeredTools } from './offered-tools.ts';
import { SiteCalls, siteTools } from './site-tools.ts';

export interface RunServiceOptions {
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
  log(): LogSink | null;
  online(): boolean;
  /** Of the router's policy file. */
  readonly rules?: AgentDeps['rules'];
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

/** What the user and the page's author want of one run. */
interface Wanted {
  readonly askLarger: boolean;
  readonly site: SiteWishes;
  /** The page's own tools. */
  readonly own: readonly Tool[];
}

/** Runs messages through the agent: one at a time in a conversation; each event goes to the journal and to the tabs. */
export class RunService {
  readonly #options: RunServiceOptions;
  readonly #desk = createApprovalDesk();
  readonly #siteCalls = new SiteCalls();
  readonly #live = new Map<string, LiveRun>();

  constructor(options: RunServiceOptions) {
    this.#options = options;
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
  async send(
    input: SendInput,
    { tellSender = () => {} }: { tellSender?: (event: ClientEvent) => void } = {},
  ): Promise<string> {
    const { conversationId, parentId, text, askLarger, site = {} } = input;
    const { journal, tell, clock } = this.#options;
    const attachments = input.attachments.map(({ name, mediaType, bytes }) =>
      decodeAttachment(name, mediaType, bytes),
    );
    if (text.trim() === '' && attachments.length === 0) {
      throw new KingletError('invalid-input', 'The message is empty. Write something, or attach a file.');
    }
    checkInstructions(site);
    const own = this.#siteTools(site, tellSender);
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
      events: [],
    };
    const controller = new AbortController();
    const started = journal.addRun(run);
    const done = started.then(() => this.#run(run, { askLarger, site, own }, controller.signal));
    this.#live.set(run.id, { conversationId, controller, done });
    done.finally(() => this.#live.delete(run.id)).catch(() => {});
    await started;
    tell({ type: 'run-added', run }, conversationId);
    tell({ type: 'conversations', heads: journal.heads });
    await journal.flush();
    return run.id;
  }

  /** Stops a run, its tools and what it waits for. Nothing happens where it has ended. */
  cancel(runId: string): void {
    this.#live.get(runId)?.controller.abort(new DOMException('The user stopped the run.', 'AbortError'));
  }

  decide(approvalId: string, decision: ApprovalDecision): void {
    this.#desk.decide(approvalId, decision);
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

  async #run(run: RunRecord, wanted: Wanted, signal: AbortSignal): Promise<void> {
    const report = (event: AgentEvent) => {
      this.#options.journal.append(run.conversationId, run.id, event);
      this.#options.tell({ type: 'agent', runId: run.id, event }, run.conversationId);
    };
    try {
      const branch = await this.#options.journal.branch(run.conversationId, run.parentId);
      const input = await this.#input(run, branch, wanted);
      signal.throwIfAborted();
      const deps = await this.#deps(run.conversationId, branch, { ...wanted, signal });
      for await (const event of runAgent(input, deps, { signal })) report(event);
    } catch (thrown) {
      report(endOf(thrown, signal));
    }
  }

  #siteTools({ own = [] }: SiteWishes, tell: (event: ClientEvent) => void): readonly Tool[] {
    const { tools, clock, origin } = this.#options;
    return siteTools(own, {
      taken: tools.map(({ definition }) => definition.name),
      origin,
      ask: (call, { signal }) => this.#siteCalls.ask({ ...call, id: clock.id() }, { tell, signal }),
    });
  }

  async #input(
    run: RunRecord,
    branch: readonly RunRecord[],
    { askLarger, site: { instructions } }: Wanted,
  ): Promise<RunInput> {
    const { journal, timeZone, locale } = this.#options;
    const memory = conversationMemory(await journal.allRuns(run.conversationId));
    return {
      runId: run.id,
      conversationId: run.conversationId,
      history: historyOf(branch),
      userText: run.userText,
      attachments: run.attachments,
      askLarger,
      ...(instructions ? { instructions } : {}),
      timeZone,
      locale,
      ...memory,
    };
  }

  /** A run that goes to the larger model does not wait for the small one. */
  async #deps(
    conversationId: string,
    branch: readonly RunRecord[],
    { askLarger, site, own, signal }: Wanted & { signal: AbortSignal },
  ): Promise<AgentDeps> {
    const { clock, tools, localEngine, online, rules = [] } = this.#options;
    const earlier = branch.flatMap(({ attachments }) => attachments).reverse();
    const remote = this.#options.remote();
    return {
      local: askLarger && remote ? null : await localEngine(signal, conversationId),
      remote,
      tools: [...offeredTools(tools, site.tools).map((tool) => withAttachments(tool, earlier)), ...own],
      log: this.#options.log(),
      clock,
      approve: (request, options) => this.#desk.ask(request, options),
      online,
      rules,
    };
  }
}

function checkInstructions({ instructions = '' }: SiteWishes): void {
  if (instructions.length <= maxInstructions) return;
  throw new KingletError(
    'invalid-input',
    `This page gives the assistant ${instructions.length} characters of instructions; at most ${maxInstructions} are taken. Shorten the attribute.`,
  );
}

/** The tool sees the files of earlier messages too, after those of this one, and is offered for them. */
function withAttachments(tool: Tool, earlier: readonly Attachment[]): Tool {
  if (earlier.length === 0) return tool;
  return {
    ...tool,
    ...(tool.spans && {
      spans: (userText, facts) => tool.spans?.(userText, { ...facts, hasAttachments: true }) ?? null,
    }),
    run: (args, context) => tool.run(args, { ...context, attachments: [...context.attachments, ...earlier] }),
  };
}

/** The end of a run that never came to its agent, or whose agent broke. */
function endOf(thrown: unknown, signal: AbortSignal): AgentEvent {
  if (signal.aborted) return { type: 'run-end', outcome: 'cancelled', notice: 'Stopped.' };
  const error = toKingletError(thrown, 'engine-failed');
  return { type: 'run-end', outcome: 'failed', notice: error.message, error: error.toShape() };
}
