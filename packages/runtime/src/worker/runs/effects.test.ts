import 'fake-indexeddb/auto';
import type { AgentEvent, Engine, GenerateRequest, Tool } from '@kinglet/spec';
import { callTool, fakeClock, type ScriptedReply, say, scriptedEngine } from '@kinglet/testkit';
import { builtInTools, openNotes, openReminders } from '@kinglet/tools';
import { describe, expect, it } from 'vitest';
import { deferred, type SiteToolInfo } from '../../shared/index.ts';
import { openIdbJournalStore } from '../journal/idb-journal-store.ts';
import { Journal } from '../journal/journal.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import { RunService } from './run-service.ts';

/**
 * A worker that dies at its nth step: from there on nothing that it began comes to an end, and nothing more of it begins. What
 * IndexedDB has, and what the page did, stays.
 */
class Death {
  readonly #at: number;
  #steps = 0;
  readonly dead: Promise<void>;
  #die = () => {};

  constructor(at: number) {
    this.#at = at;
    this.dead = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  get isDead(): boolean {
    return this.#steps > this.#at;
  }

  get steps(): number {
    return this.#steps;
  }

  /** One step further; where it is dead, it stays there for good. */
  async step(): Promise<void> {
    this.count();
    if (this.isDead) await new Promise<never>(() => {});
  }

  count(): void {
    this.#steps += 1;
    if (this.isDead) this.#die();
  }

  /** Between any two steps of the work: before it begins, and before anyone hears of its end. */
  async around<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.step();
    const result = await work();
    await this.step();
    return result;
  }
}

/** What the page did: it outlives the worker. */
interface Page {
  readonly effects: string[];
  readonly done: Map<string, string>;
}

const owned = (oncePerKey: boolean): SiteToolInfo => ({
  name: 'basket_add',
  description: 'Puts a loaf into the basket.',
  inputSchema: { type: 'object', properties: { loaf: { type: 'string' } }, required: ['loaf'] },
  risk: 'write',
  destructive: false,
  ...(oncePerKey ? { oncePerKey } : {}),
});

const userText = 'note milk, remind me to stretch in 5 minutes, and add Rye';
const plan: readonly ScriptedReply[] = [
  callTool('note', { text: 'milk' }),
  callTool('basket_add', { loaf: 'Rye' }),
  callTool('remind', { text: 'stretch', when: 'in 5 minutes' }),
  say('All of it is seen to.'),
];

/** Goes by the results that it sees, as a model would. */
function reply({ messages }: GenerateRequest): ScriptedReply {
  return plan[messages.filter(({ role }) => role === 'tool').length] ?? say('Done.');
}

function mortal(engine: Engine, death: Death): Engine {
  return {
    ...engine,
    info: engine.info,
    async *generate(request, options) {
      for await (const event of engine.generate(request, options)) {
        await death.step();
        yield event;
      }
    },
    unload: () => engine.unload(),
  };
}

let databases = 0;

function site(oncePerKey: boolean) {
  databases += 1;
  const name = `effects-${databases}`;
  const page: Page = { effects: [], done: new Map() };
  const notes = openNotes({ name: `${name}-notes` });
  const reminders = openReminders({ name: `${name}-reminders` });
  const clock = fakeClock();
  const info = owned(oncePerKey);
  const builtIn = builtInTools({
    notes,
    reminders,
    fetch: async () => {
      throw new Error('There is no network here.');
    },
  });

  let last: Journal | null = null;

  /** `failsFrom`: the store takes nothing from the first write on that has this in it. */
  async function worker(death: Death, { failsFrom = null }: { failsFrom?: string | null } = {}) {
    const real = await openIdbJournalStore({ name, gone: () => {} });
    let isFull = false;
    const store: JournalStore = {
      ...real,
      write: (writes) => {
        isFull ||= failsFrom !== null && JSON.stringify(writes).includes(`"loaf":"${failsFrom}"`);
        return isFull ? Promise.reject(new Error('full')) : death.around(() => real.write(writes));
      },
    };
    const journal = new Journal({ store, heads: await store.heads(), clock, notice: () => {}, delayMs: 0 });
    last = journal;
    const { promise: ended, resolve: end } = deferred<void>();
    const tools = builtIn.map(
      (tool): Tool => ({ ...tool, run: (args, context) => death.around(() => tool.run(args, context)) }),
    );
    const runs: RunService = new RunService({
      journal,
      tell: (event) => {
        death.count();
        if (event.type !== 'agent') return;
        if (event.event.type === 'run-end') end();
        if (event.event.type !== 'approval-request') return;
        const { request } = event.event;
        const hash = request.kind === 'tool' ? (request.hash ?? '') : '';
        setTimeout(() => death.isDead || runs.decide(request.id, 'once', hash));
      },
      clock,
      tools,
      localEngine: async () => mortal(scriptedEngine(reply), death),
      remote: () => null,
      log: () => null,
      standing: { list: [], used: async () => {}, allow: async () => {} },
      online: () => true,
      hold: async () => () => {},
      timeZone: 'UTC',
      locale: 'en',
      origin: 'https://bakery.example',
    });
    const tellPage = (
      event: Parameters<NonNullable<Parameters<RunService['takeUp']>[1]>['tellSender']>[0],
    ) => {
      if (event.type !== 'site-tool-call' || death.isDead) return;
      const { id, idempotencyKey } = event.call;
      const known = oncePerKey ? page.done.get(idempotencyKey) : undefined;
      if (known === undefined) page.effects.push(idempotencyKey);
      page.done.set(idempotencyKey, 'Rye is in.');
      death.count();
      // The worker may be gone before it hears of it.
      setTimeout(
        () => death.isDead || runs.siteToolEnd(id, { content: 'Rye is in.', failed: false, answers: false }),
      );
    };
    return { runs, journal, ended, tellPage, real };
  }

  async function begin(death: Death, faults: { failsFrom?: string } = {}) {
    const { runs, journal, ended, tellPage, real } = await worker(death, faults);
    const conversationId = journal.create().id;
    const input = { conversationId, parentId: null, text: userText, attachments: [], askLarger: false };
    const sent = runs.send({ ...input, site: { own: [info] } }, { tellSender: tellPage });
    sent.catch(() => {});
    await Promise.race([death.dead, ended]);
    real.close();
    return { conversationId };
  }

  /** Another worker, which does not die; the events of the run, and null where there was nothing to go on with. */
  async function goOn(conversationId: string): Promise<readonly AgentEvent[] | null> {
    const { runs, journal, tellPage, real } = await worker(new Death(Number.POSITIVE_INFINITY));
    try {
      const opened = await journal.open(conversationId).catch(() => null);
      if (opened === null) return null;
      const start = await runs.takeUp(opened, { tellSender: tellPage });
      start?.();
      await runs.idle();
      return (await journal.open(conversationId)).runs.at(-1)?.events ?? null;
    } finally {
      real.close();
    }
  }

  /** Of the last worker's run, as it has them in memory. */
  const events = async (id: string) => (await last?.open(id))?.runs.at(-1)?.events ?? [];

  return { page, notes, reminders, begin, goOn, events };
}

/** What is left of a run whose worker died at this step, once another one went on with it. */
async function afterDeath(at: number, oncePerKey: boolean) {
  const { page, notes, reminders, begin, goOn } = site(oncePerKey);
  const { conversationId } = await begin(new Death(at));
  const events = (await goOn(conversationId)) ?? [];
  const ends = events.flatMap((event) => (event.type === 'tool-end' ? [event] : []));
  const report = {
    at,
    notes: (await notes.list()).length,
    reminders: (await reminders.list()).length,
    page: page.effects.length,
    results: ends.length,
    unknown: ends.filter(({ content }) => content === unknownEffect).length,
    outcome: events.findLast((event) => event.type === 'run-end')?.outcome ?? null,
  };
  await Promise.all([notes.close(), reminders.close()]);
  return report;
}

const unknownEffect =
  'It is not known whether this happened: it was cut off while it ran. Look before you try it again.';

describe('a store that takes no more', () => {
  it.each([
    ['runs a tool that heeds the key of its call', true, 1],
    ['runs no tool that might then be run twice', false, 0],
  ])('[A45] %s', async (_, oncePerKey, effects) => {
    const { page, begin, events } = site(oncePerKey);
    const { conversationId } = await begin(new Death(Number.POSITIVE_INFINITY), { failsFrom: 'Rye' });
    expect(page.effects).toHaveLength(effects);
    const said = JSON.stringify(await events(conversationId));
    expect(said.includes('could not be stored')).toBe(!oncePerKey);
  });
});

describe('a worker that dies between any two steps', () => {
  it.each([
    ['has its effect once per key', true],
    ['cannot tell a second time from the first', false],
  ])(
    '[A18] [A36] [A37] has done each thing once, with a tool of the page that %s',
    {
      timeout: 30_000,
    },
    async (_, oncePerKey) => {
      const whole = new Death(Number.POSITIVE_INFINITY);
      await site(oncePerKey).begin(whole);
      expect(whole.steps).toBeGreaterThan(60);
      const points = Array.from({ length: whole.steps }, (_each, at) => afterDeath(at, oncePerKey));
      const reports = await Promise.all(points);
      const none = { notes: 0, reminders: 0, page: 0, results: 0, unknown: 0, outcome: null };
      const all = { notes: 1, reminders: 1, results: 3, outcome: 'complete' };
      for (const { at, ...report } of reports) {
        // Before the message is stored nobody was told that anything began.
        if (report.outcome === null) expect(report, `at ${at}`).toEqual(none);
        else if (report.unknown === 0) expect(report, `at ${at}`).toEqual({ ...all, page: 1, unknown: 0 });
        // What may have happened has happened once at most, and is said to be unknown.
        else {
          expect(report, `at ${at}`).toMatchObject({ ...all, unknown: 1 });
          expect(report.page, `at ${at}`).toBeLessThanOrEqual(1);
        }
      }
      const unknowns = reports.filter(({ unknown }) => unknown > 0);
      expect(unknowns.length > 0).toBe(!oncePerKey);
    },
  );
});
