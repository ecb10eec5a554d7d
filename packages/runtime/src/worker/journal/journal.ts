import { type AgentEvent, type Clock, KingletError } from '@kinglet/spec';
import { type Conversation, type ConversationHead, joinedEvent, type RunRecord } from '../../shared/index.ts';
import type { JournalStore, JournalWrite, StoredRun } from './journal-store.ts';
import { branchTo, leafBelow, siblingsOf } from './run-tree.ts';
import { titleOf } from './title.ts';

interface LiveRun extends RunRecord {
  readonly events: AgentEvent[];
}

export interface JournalOptions {
  /** Null: everything holds for this visit. */
  readonly store: JournalStore | null;
  readonly heads: readonly ConversationHead[];
  readonly clock: Clock;
  /** Storage failed; told once for each reason. */
  notice(error: KingletError): void;
  /** Longest wait of a text delta for its write, in milliseconds. Default 250. */
  readonly delayMs?: number;
}

/**
 * Every conversation with what was said and done in it: the recovery point. What was opened in this visit is held in
 * memory too, so that a store that fails or is deleted takes nothing off the screen. Writes go in order; one that
 * failed is tried again with the next.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #heads = new Map<string, ConversationHead>();
  readonly #runs = new Map<string, Map<string, LiveRun>>();
  readonly #seqs = new Map<string, number>();
  readonly #told = new Set<string>();
  #store: JournalStore | null;
  #isBehind = false;
  #pending: JournalWrite[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#store = options.store;
    for (const head of options.heads) this.#heads.set(head.id, head);
  }

  /** Newest first; one without a run is not listed, and not stored. */
  get heads(): readonly ConversationHead[] {
    const begun = [...this.#heads.values()].filter(({ leafId }) => leafId !== null);
    return begun.sort((a, b) => b.updatedMs - a.updatedMs);
  }

  /** What is stored is less than what happened: the last write failed, or the store was lost. A store that never was is not behind. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  create(): ConversationHead {
    const { clock } = this.#options;
    const nowMs = clock.nowMs();
    const head = { id: clock.id(), title: '', createdMs: nowMs, updatedMs: nowMs, leafId: null };
    this.#runs.set(head.id, new Map());
    this.#heads.set(head.id, head);
    return head;
  }

  /** The conversation with the branch that is shown. @throws KingletError `invalid-input` where there is none. */
  async open(id: string): Promise<Conversation> {
    const head = this.#head(id);
    const runs = await this.#load(id);
    const branch = branchTo(runs, head.leafId).map((run) => ({ ...run, events: [...run.events] }));
    return { head, runs: branch, siblings: siblingsOf(runs, branch) };
  }

  /** Reads the conversation anew, where another worker may have written to it. Not while a run of it is under way. */
  async reread(id: string): Promise<Conversation> {
    await this.flush();
    if (this.#store && this.#pending.length === 0) this.#runs.delete(id);
    return this.open(id);
  }

  /** The branch that ends with this run, for a prompt; empty for null. */
  async branch(conversationId: string, leafId: string | null): Promise<readonly RunRecord[]> {
    return branchTo(await this.#load(conversationId), leafId);
  }

  /** All runs of the conversation, on whatever branch. */
  async allRuns(conversationId: string): Promise<readonly RunRecord[]> {
    return [...(await this.#load(conversationId)).values()];
  }

  async select(conversationId: string, runId: string): Promise<Conversation> {
    const runs = await this.#load(conversationId);
    if (!runs.has(runId)) throw unknown('run', runId);
    this.#putHead({ ...this.#head(conversationId), leafId: leafBelow(runs, runId) });
    return this.open(conversationId);
  }

  /** Adds a run without events and makes it the end of the branch that is shown. */
  async addRun(run: RunRecord): Promise<void> {
    const runs = await this.#load(run.conversationId);
    if (run.parentId !== null && !runs.has(run.parentId)) throw unknown('run', run.parentId);
    const { events: _, ...row } = run;
    runs.set(run.id, { ...run, events: [] });
    this.#pending.push({ kind: 'run', run: row });
    const head = this.#head(run.conversationId);
    const title = head.title || titleOf(run.userText);
    this.#putHead({ ...head, title, updatedMs: run.createdMs, leafId: run.id });
  }

  /** Takes an event at once; text deltas are joined and written within `delayMs`, all else right away. */
  append(conversationId: string, runId: string, event: AgentEvent): void {
    const run = this.#runs.get(conversationId)?.get(runId);
    if (!run) return; // Deleted while it ran.
    const joined = joinedEvent(run.events.at(-1), event);
    if (joined) run.events[run.events.length - 1] = joined;
    else run.events.push(event);
    this.#pendEvent(conversationId, runId, event);
    if (event.type !== 'text-delta') void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), this.#options.delayMs ?? 250);
  }

  async remove(id: string): Promise<void> {
    this.#head(id);
    this.#heads.delete(id);
    this.#runs.delete(id);
    this.#pending.push({ kind: 'remove', conversationId: id });
    await this.flush();
  }

  /** Writes what is pending. Never rejects: a failure is a notice. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tail = this.#tail.then(() => this.#write());
    return this.#tail;
  }

  /** The store is gone: what was opened in this visit holds in memory until the page closes. */
  lose(reason: string): void {
    this.#isBehind ||= this.#store !== null;
    this.#store = null;
    for (const id of this.#heads.keys()) if (!this.#runs.has(id)) this.#heads.delete(id);
    this.#tell(reason);
  }

  async #write(): Promise<void> {
    const writes = this.#pending;
    this.#pending = [];
    if (!this.#store || writes.length === 0) return;
    try {
      await this.#store.write(writes);
      this.#isBehind = false;
    } catch (cause) {
      this.#pending = [...writes, ...this.#pending];
      this.#isBehind = true;
      this.#tell(cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  /** The runs in memory; read from the store the first time. */
  async #load(id: string): Promise<Map<string, LiveRun>> {
    this.#head(id);
    const known = this.#runs.get(id);
    if (known) return known;
    const stored = await this.#read(id);
    // Two readers at once: the first one's map is the one that runs append to.
    const raced = this.#runs.get(id);
    if (raced) return raced;
    const runs = new Map(stored.map(({ run }) => [run.id, { ...run, events: [...run.events] }]));
    for (const { run, nextSeq } of stored) this.#seqs.set(run.id, nextSeq);
    this.#runs.set(id, runs);
    return runs;
  }

  async #read(id: string): Promise<readonly StoredRun[]> {
    try {
      return (await this.#store?.runs(id)) ?? [];
    } catch (cause) {
      throw new KingletError(
        'storage-denied',
        'This conversation could not be read from the browser’s storage. Reload the page and open it again.',
        { cause },
      );
    }
  }

  #pendEvent(conversationId: string, runId: string, event: AgentEvent): void {
    const last = this.#pending.at(-1);
    if (last?.kind === 'event' && last.row.runId === runId) {
      const joined = joinedEvent(last.row.event, event);
      if (joined) {
        this.#pending[this.#pending.length - 1] = { kind: 'event', row: { ...last.row, event: joined } };
        return;
      }
    }
    const seq = this.#seqs.get(runId) ?? 0;
    this.#seqs.set(runId, seq + 1);
    this.#pending.push({ kind: 'event', row: { conversationId, runId, seq, event } });
  }

  #putHead(head: ConversationHead): void {
    this.#heads.set(head.id, head);
    this.#pending.push({ kind: 'head', head });
    void this.flush();
  }

  #head(id: string): ConversationHead {
    const head = this.#heads.get(id);
    if (!head) throw unknown('conversation', id);
    return head;
  }

  #tell(reason: string, cause?: unknown): void {
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    this.#options.notice(
      new KingletError(
        'storage-denied',
        `Conversations are not being stored: ${reason}. What is open holds until this page closes; copy what you need, then reload.`,
        { cause },
      ),
    );
  }
}

function unknown(what: string, id: string): KingletError {
  return new KingletError(
    'invalid-input',
    `There is no ${what} ${id}. It may have been deleted in another tab.`,
  );
}
