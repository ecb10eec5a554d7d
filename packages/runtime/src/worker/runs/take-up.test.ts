import type { AgentEvent, Tool } from '@kinglet/spec';
import {
  callTool,
  type FakeClock,
  fakeClock,
  hang,
  type ScriptedEngine,
  say,
  scriptedEngine,
} from '@kinglet/testkit';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientEvent, RunRecord, SendInput } from '../../shared/index.ts';
import { Journal } from '../journal/journal.ts';
import type { JournalStore, JournalWrite } from '../journal/journal-store.ts';
import type { KeyValues } from '../key-values.ts';
import { RunService } from './run-service.ts';
import { openStandingRules } from './standing-rules.ts';
import { memoryValues } from './testing/memory-values.ts';

/** What is stored stays when a worker dies; the journal on it is read anew. */
function memoryStore(): JournalStore & { readonly written: JournalWrite[] } {
  const written: JournalWrite[] = [];
  return {
    written,
    heads: async () => written.flatMap((write) => (write.kind === 'head' ? [write.head] : [])),
    runs: async () =>
      written.flatMap((write) => {
        if (write.kind !== 'run') return [];
        const rows = written.flatMap((row) => (row.kind === 'event' ? [row.row] : []));
        const events = rows.filter(({ runId }) => runId === write.run.id).map(({ event }) => event);
        return [{ run: { ...write.run, events }, nextSeq: events.length }];
      }),
    write: async (writes) => void written.push(...writes),
    close: () => {},
  };
}

describe('a run that its worker took down', () => {
  let clock: FakeClock;
  let store: ReturnType<typeof memoryStore>;
  let events: ClientEvent[];
  let kept: Map<string, unknown>;
  let held: boolean;
  let values: KeyValues;
  let released: number;
  /** What another worker does before it lets go. */
  let meanwhile: () => void;

  const note: Tool = {
    oncePerKey: true,
    definition: {
      name: 'note',
      description: 'Keeps a note.',
      parameters: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
      risk: 'write',
      destructive: false,
      timeoutMs: 1_000,
      origin: 'built-in',
    },
    run: async ({ text }, { idempotencyKey }) => {
      kept.set(idempotencyKey, text);
      return { content: 'Kept.', failed: false };
    },
  };

  beforeEach(() => {
    clock = fakeClock();
    store = memoryStore();
    events = [];
    kept = new Map();
    held = true;
    values = memoryValues();
    released = 0;
    meanwhile = () => {};
  });

  const release = () => {
    released += 1;
  };

  /** A worker over what is stored. */
  async function worker(engine: ScriptedEngine, { tools = [note], loads = async () => {} } = {}) {
    const journal = new Journal({ store, heads: await store.heads(), clock, notice: () => {} });
    const runs = new RunService({
      journal,
      tell: (event) => void events.push(event),
      clock,
      tools,
      localEngine: async () => {
        await loads();
        return engine;
      },
      remote: () => null,
      log: () => null,
      online: () => true,
      standing: await openStandingRules(values, { clock, days: () => 30 }),
      hold: async () => {
        meanwhile();
        return held ? release : null;
      },
      timeZone: 'UTC',
      locale: 'en',
      origin: 'https://bakery.example',
    });
    const takeUp = async (id: string) =>
      runs.takeUp(await journal.open(id), { tellSender: (event) => void events.push(event) });
    return { journal, runs, takeUp };
  }

  async function begin(script: readonly ReturnType<typeof say>[], input: Partial<SendInput> = {}) {
    const dead = await worker(scriptedEngine(script));
    const conversationId = dead.journal.create().id;
    const message = { conversationId, parentId: null, text: 'note one', attachments: [], askLarger: false };
    const runId = await dead.runs.send({ ...message, ...input });
    return { conversationId, runId, dead };
  }

  const agent = (): readonly AgentEvent[] =>
    events.flatMap((event) => (event.type === 'agent' ? [event.event] : []));
  const until = (type: AgentEvent['type']) =>
    vi.waitFor(() => expect(agent().map((event) => event.type)).toContain(type));

  it('goes on from what is stored: the tool that ran is not run again, the text is decoded anew', async () => {
    const calls = callTool('note', { text: 'one' });
    const { conversationId, runId } = await begin([calls, [...say('It is'), ...hang()]]);
    await until('text-delta');
    await vi.waitFor(() => expect(JSON.stringify(store.written)).toContain('It'));
    events = [];
    kept.set('before', true);
    const next = await worker(scriptedEngine([say('It is kept.')]));
    const goOn = await next.takeUp(conversationId);
    expect(next.runs.running(conversationId)).toEqual([runId]);
    expect(agent()).toEqual([]);
    goOn?.();
    await until('run-end');
    expect(agent().map(({ type }) => type)).toEqual([
      'run-resume',
      'step-start',
      'prefill-end',
      'text-delta',
      'text-delta',
      'text-delta',
      'verdict',
      'step-end',
      'message',
      'run-end',
    ]);
    expect([...kept.keys()]).toEqual([`${runId}:0`, 'before']);
    const record = (await next.journal.open(conversationId)).runs[0];
    expect(record?.events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'complete' });
    await vi.waitFor(() => expect(next.runs.running(conversationId)).toEqual([]));
    await vi.waitFor(() => expect(released).toBe(1));
    expect(await next.takeUp(conversationId)).toBeNull();
  });

  it('has a call on record before it runs, and that it goes on before a model is loaded', async () => {
    const seen: string[] = [];
    const tool: Tool = {
      ...note,
      run: async () => {
        seen.push(JSON.stringify(store.written.at(-1)));
        return { content: 'Kept.', failed: false };
      },
    };
    const { conversationId } = await begin([hang()]);
    await until('step-start');
    await vi.waitFor(() => expect(JSON.stringify(store.written)).toContain('step-start'));
    const { write } = store;
    store.write = async (writes) => {
      await new Promise((resolve) => setTimeout(resolve));
      await write(writes);
    };
    const loads = async () => void seen.push(JSON.stringify(store.written.at(-1)));
    const script = [callTool('note', { text: 'one' }), say('It is kept.')];
    const next = await worker(scriptedEngine(script), { tools: [tool], loads });
    (await next.takeUp(conversationId))?.();
    await until('run-end');
    expect(seen).toEqual([expect.stringContaining('run-resume'), expect.stringContaining('tool-start')]);
  });

  it('was allowed for the conversation what it was allowed before, no more and no less', async () => {
    const asking: Tool = { ...note, definition: { ...note.definition, destructive: true } };
    const script = [callTool('note', { text: 'one' }), hang()];
    const dead = await worker(scriptedEngine(script), { tools: [asking] });
    const conversationId = dead.journal.create().id;
    await dead.runs.send({
      conversationId,
      parentId: null,
      text: 'note one',
      attachments: [],
      askLarger: false,
    });
    await until('approval-request');
    const asked = agent().find((event) => event.type === 'approval-request');
    if (asked?.type === 'approval-request')
      dead.runs.decide(asked.request.id, 'conversation', asked.request.hash ?? '');
    await until('tool-end');
    await vi.waitFor(() => expect(JSON.stringify(store.written)).toContain('"step":1'));
    events = [];
    const next = await worker(scriptedEngine([say('It is kept.')]), { tools: [asking] });
    (await next.takeUp(conversationId))?.();
    await until('run-end');
    expect(agent().at(-1)).toMatchObject({ outcome: 'complete' });
    expect(kept.size).toBe(1);
  });

  it('stays as it is where the worker that had it ended it meanwhile', async () => {
    const { conversationId, runId } = await begin([hang()]);
    await until('step-start');
    const next = await worker(scriptedEngine([say('No.')]));
    meanwhile = () => {
      const event: AgentEvent = { type: 'run-end', outcome: 'complete' };
      store.written.push({ kind: 'event', row: { conversationId, runId, seq: 99, event } });
    };
    expect(await next.takeUp(conversationId)).toBeNull();
    expect(released).toBe(1);
  });

  it('knows the wishes of its page, and asks the tab that opened it for the tools of the page', async () => {
    const own = [
      {
        name: 'basket_add',
        description: 'Puts a loaf into the basket.',
        inputSchema: { type: 'object' as const, properties: { loaf: { type: 'string' as const } } },
        risk: 'write' as const,
        destructive: false,
      },
    ];
    const site = { instructions: 'You serve a bakery.', own };
    const { conversationId } = await begin([hang()], { text: 'Put a Rye into it', site });
    await until('step-start');
    await vi.waitFor(() => expect(JSON.stringify(store.written)).toContain('step-start'));
    const engine = scriptedEngine([callTool('basket_add', { loaf: 'Rye' }), hang()]);
    const next = await worker(engine);
    (await next.takeUp(conversationId))?.();
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toContain('site-tool-call'));
    expect(engine.requests[0]?.messages[0]?.content).toContain('You serve a bakery.');
  });

  it.each<[string, (record: RunRecord) => Partial<RunRecord>, number]>([
    ['has ended', () => ({ events: [{ type: 'run-end', outcome: 'complete' }] }), 0],
    ['is half an hour old', () => ({}), 30 * 60_000],
    ['was stored by an older version', () => ({ wishes: undefined as never }), 0],
    [
      'took its worker down three times',
      ({ events: past }) => ({
        events: [...past, ...Array.from({ length: 3 }, () => ({ type: 'run-resume' as const }))],
      }),
      0,
    ],
  ])('stays as it is where it %s', async (_, change, ageMs) => {
    const { conversationId } = await begin([hang()]);
    await until('step-start');
    const stored = store.runs;
    store.runs = async (id) =>
      (await stored(id)).map(({ run, nextSeq }) => ({ run: { ...run, ...change(run) }, nextSeq }));
    await clock.advance(ageMs);
    const next = await worker(scriptedEngine([say('No.')]));
    expect(await next.takeUp(conversationId)).toBeNull();
    expect(next.runs.running(conversationId)).toEqual([]);
  });

  it('stays as it is where another worker has it', async () => {
    const { conversationId } = await begin([hang()]);
    held = false;
    const next = await worker(scriptedEngine([say('No.')]));
    expect(await next.takeUp(conversationId)).toBeNull();
  });

  it('stays as it is where its page has a tool of a name that is taken by now', async () => {
    const own = [
      {
        name: 'clock',
        description: 'Tells it.',
        inputSchema: { type: 'object' as const },
        risk: 'read' as const,
        destructive: false,
      },
    ];
    const { conversationId } = await begin([hang()], { site: { own } });
    await until('step-start');
    const taken = { ...note, definition: { ...note.definition, name: 'clock' } };
    const next = await worker(scriptedEngine([say('No.')]), { tools: [taken] });
    expect(await next.takeUp(conversationId)).toBeNull();
  });
});
