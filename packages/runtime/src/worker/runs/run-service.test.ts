import { grantKey, toolText } from '@kinglet/policy';
import { type AgentEvent, type Engine, KingletError, type Tool } from '@kinglet/spec';
import {
  callTool,
  failWith,
  fakeClock,
  hang,
  type ScriptedEngine,
  say,
  scriptedEngine,
} from '@kinglet/testkit';
import { maxAttachmentBytes as toolsLimit } from '@kinglet/tools';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClientEvent, maxAttachmentBytes, maxInstructions, type SendInput } from '../../shared/index.ts';
import { Journal } from '../journal/journal.ts';
import { createOutbox, type Outbox } from '../outbox.ts';
import { RunService } from './run-service.ts';
import type { Kept, RunServiceOptions } from './run-service-options.ts';
import { openStandingRules, type StandingRules } from './standing-rules.ts';
import { memoryValues } from './testing/memory-values.ts';

const clock = fakeClock();

/** A tool that destroys, so that it asks first; tells what it was given. */
const wipe: Tool = {
  definition: {
    name: 'wipe',
    description: 'Deletes a note.',
    parameters: { type: 'object', properties: { what: { type: 'string' } }, required: ['what'] },
    risk: 'write',
    destructive: true,
    timeoutMs: 1_000,
    origin: 'built-in',
  },
  run: async (_args, { attachments }) => ({
    content: `Wiped; files: ${attachments.map(({ name }) => name).join()}.`,
    failed: false,
    untrusted: true,
  }),
};

describe('RunService', () => {
  let journal: Journal;
  let outbox: Outbox;
  let events: ClientEvent[];
  let engine: ScriptedEngine | null;
  let larger: ScriptedEngine | null = null;
  let conversationId: string;
  let released: string[];
  let standing: StandingRules;
  let neverLeave: boolean;
  let cameBack: number;
  let hold: (id: string) => Promise<boolean>;

  beforeEach(async () => {
    standing = await openStandingRules(memoryValues(), { clock, days: () => 30 });
    events = [];
    released = [];
    neverLeave = false;
    cameBack = 0;
    hold = async () => true;
    outbox = createOutbox((batch) => void events.push(...batch));
    journal = new Journal({ store: null, heads: [], clock, notice: () => {} });
    conversationId = journal.create().id;
  });

  function service(
    localEngine: (signal: AbortSignal) => Promise<Engine | null> = async () => engine,
    tools: readonly Tool[] = [wipe],
    kept: Partial<Kept & Pick<RunServiceOptions, 'limits'>> = {},
  ): RunService {
    return new RunService({
      journal,
      tell: (event) => outbox.add(event),
      clock,
      tools,
      ...kept,
      localEngine,
      remote: () => null,
      log: () => null,
      online: () => true,
      hold: async (id) => ((await hold(id)) ? () => void released.push(id) : null),
      standing,
      limitsOf: () => ({ neverLeave, mayBeWrong: null }),
      largerLocal: { isThere: () => true, load: async () => larger },
      comeBack: () => {
        cameBack += 1;
      },
      timeZone: 'UTC',
      locale: 'en',
      origin: 'https://bakery.example',
    });
  }

  function message(text: string, change: Partial<SendInput> = {}): SendInput {
    return { conversationId, parentId: null, text, attachments: [], askLarger: false, ...change };
  }

  async function eventsOf(runId: string, type: AgentEvent['type']): Promise<AgentEvent> {
    await outbox.flush();
    const found = events.find(
      (event) => event.type === 'agent' && event.runId === runId && event.event.type === type,
    );
    if (found?.type !== 'agent') throw new Error(`no ${type} yet`);
    return found.event;
  }

  function until(runId: string, type: AgentEvent['type']): Promise<AgentEvent> {
    return vi.waitFor(() => eventsOf(runId, type), { timeout: 2_000 });
  }

  it('gives the id at once, and all that happens to page and journal alike', async () => {
    engine = scriptedEngine([say('Hello there.')]);
    const runId = await service().send(message('Hi'));
    expect(await until(runId, 'run-end')).toMatchObject({ outcome: 'complete' });
    expect(events.map(({ type }) => type).slice(0, 2)).toEqual(['run-added', 'conversations']);
    const [run] = (await journal.open(conversationId)).runs;
    expect(run?.events.at(-1)).toMatchObject({ type: 'run-end' });
    expect(run?.events.filter(({ type }) => type === 'message')).toHaveLength(2);
  });

  it('binds a call that stands nowhere to the conversation, unless its limits say that it does not', async () => {
    for (const limits of [{}, { grounded: false }]) {
      engine = scriptedEngine([callTool('wipe', { what: 'Carla' }), say('Which note?')]);
      const runId = await service(undefined, undefined, { limits }).send(
        message('Wipe the note of Anna Berg'),
      );
      await until(runId, 'run-end');
      expect(engine.requests[1] && 'allowed' in engine.requests[1]).toBe(limits.grounded ?? true);
    }
  });

  it('starts from the branch it follows', async () => {
    engine = scriptedEngine(() => say('Yes indeed.'));
    const runs = service();
    const first = await runs.send(message('First question'));
    await until(first, 'run-end');
    const second = await runs.send(message('Second question', { parentId: first }));
    await until(second, 'run-end');
    const sibling = await runs.send(message('Other question'));
    await until(sibling, 'run-end');
    const prompts = engine.requests.map(({ messages }) => JSON.stringify(messages));
    expect(prompts[1]).toContain('First question');
    expect(prompts[2]).not.toContain('First question');
  });

  it("has the page's instructions in the system text, and runs no tool that the page does not offer", async () => {
    engine = scriptedEngine([callTool('wipe', { what: 'everything' }), say('That cannot be done here.')]);
    const site = { instructions: 'You serve a bakery.', tools: ['keep'] };
    const keep = { ...wipe, definition: { ...wipe.definition, name: 'keep' } };
    const runId = await service(undefined, [keep, wipe]).send(message('Wipe everything', { site }));
    expect(await until(runId, 'tool-end')).toMatchObject({ failed: true });
    await until(runId, 'run-end');
    expect(events.some((event) => event.type === 'agent' && event.event.type === 'approval-request')).toBe(
      false,
    );
    const [system] = engine.requests[0]?.messages ?? [];
    expect(system).toMatchObject({
      role: 'system',
      content: expect.stringMatching(/\n\nYou serve a bakery\.$/),
    });
  });

  it('runs a tool of the page where the message came from, once it is asked to, and takes its text as from outside', async () => {
    engine = scriptedEngine([callTool('basket_add', { loaf: 'Rye' }), say('Done.')]);
    const own = [
      {
        name: 'basket_add',
        description: 'Puts a loaf into the basket.',
        inputSchema: { type: 'object' as const, properties: { loaf: { type: 'string' as const } } },
        risk: 'write' as const,
        destructive: false,
      },
    ];
    const runs = service();
    const asked: ClientEvent[] = [];
    const tellSender = (event: ClientEvent) => {
      asked.push(event);
      if (event.type !== 'site-tool-call') return;
      runs.siteToolEnd(event.call.id, { content: 'Rye is in the basket.', failed: false, answers: true });
    };
    const runId = await runs.send(message('Put a Rye into my basket', { site: { own } }), { tellSender });
    expect(await until(runId, 'tool-end')).toMatchObject({ failed: false, untrusted: true });
    expect(asked).toMatchObject([
      { type: 'site-tool-call', call: { name: 'basket_add', arguments: { loaf: 'Rye' } } },
    ]);
    await until(runId, 'run-end');
  });

  it('refuses instructions that are too long, and says by how much', async () => {
    const site = { instructions: 'x'.repeat(maxInstructions + 1) };
    await expect(service().send(message('Hi', { site }))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('2001 characters of instructions; at most 2000'),
    });
  });

  it('waits for the user, however long, and runs what was allowed once', async () => {
    engine = scriptedEngine([callTool('wipe', { what: 'everything' }), say('It is gone.')]);
    const runs = service();
    const runId = await runs.send(message('Wipe everything'));
    const asked = await until(runId, 'approval-request');
    if (asked.type !== 'approval-request') throw new Error('not asked');
    runs.decide(asked.request.id, 'once', asked.request.hash ?? '');
    expect(await until(runId, 'tool-end')).toMatchObject({ failed: false });
    await until(runId, 'run-end');
    expect(() => runs.decide(asked.request.id, 'once', asked.request.hash ?? '')).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });

  it('keeps "for this conversation" and taint in the journal, for the next run', async () => {
    const script = [callTool('wipe', { what: 'everything' }), say('It is gone.')];
    engine = scriptedEngine([...script, ...script]);
    const runs = service();
    const first = await runs.send(message('Wipe everything'));
    const asked = await until(first, 'approval-request');
    if (asked.type !== 'approval-request') throw new Error('not asked');
    runs.decide(asked.request.id, 'conversation', asked.request.hash ?? '');
    await until(first, 'run-end');
    const { conversationMemory } = await import('../journal/conversation-memory.ts');
    expect(conversationMemory(await journal.allRuns(conversationId))).toEqual({
      tainted: true,
      privateSeen: true,
      acted: true,
      grants: [grantKey(wipe.definition)],
      approvedTools: [{ origin: 'built-in', definition: toolText(wipe.definition) }],
      egressGranted: [],
      egressPlain: [],
      egressGrantedMs: {},
    });
  });

  it('makes a standing rule of "always", runs by it, counts that, and asks again once it is withdrawn', async () => {
    const script = [callTool('wipe', { what: 'everything' }), say('It is gone.')];
    engine = scriptedEngine([...script, ...script, ...script]);
    const runs = service(undefined, [{ ...wipe, run: async () => ({ content: 'Wiped.', failed: false }) }]);
    const first = await runs.send(message('Wipe everything'));
    const asked = await until(first, 'approval-request');
    if (asked.type !== 'approval-request') throw new Error('not asked');
    runs.decide(asked.request.id, 'always', asked.request.hash ?? '');
    await until(first, 'run-end');
    conversationId = journal.create().id;
    const second = await runs.send(message('Wipe everything'));
    await until(second, 'run-end');
    expect(await eventsOf(second, 'approval-use')).toMatchObject({ ruleId: standing.list[0]?.id });
    await expect(eventsOf(second, 'approval-request')).rejects.toThrow('no approval-request yet');
    expect(standing.list).toMatchObject([{ tool: 'wipe', uses: 1 }]);
    await standing.withdrawAll();
    const third = await runs.send(message('Wipe everything', { parentId: second }));
    await until(third, 'approval-request');
    runs.cancel(third);
  });

  it("offers the user's own tools and the companions, less what the page has itself or does not allow", async () => {
    const named = (name: string, origin: string): Tool => ({
      ...wipe,
      definition: { ...wipe.definition, name, origin, risk: 'read' },
    });
    const kept = {
      userTools: () => [named('vat', 'user'), named('price', 'user')],
      companions: [named('remember', 'built-in')],
      facts: () => ['I am vegetarian'],
    };
    const offered = async (site: NonNullable<SendInput['site']>) => {
      engine = scriptedEngine([say('Yes indeed.')]);
      const runId = await service(undefined, [wipe], kept).send(message('Hello there', { site }));
      await until(runId, 'run-end');
      expect(JSON.stringify(engine.requests[0]?.messages)).toContain('- I am vegetarian');
      return engine.requests[0]?.tools.map(({ name, origin }) => `${name} ${origin}`);
    };
    const price = {
      name: 'price',
      description: '',
      inputSchema: { type: 'object' },
      risk: 'read',
      destructive: false,
    } as const;
    expect(await offered({})).toEqual(['price user', 'remember built-in', 'vat user', 'wipe built-in']);
    expect(await offered({ own: [price] })).toContain('price https://bakery.example');
    expect(await offered({ tools: ['wipe', 'vat'] })).toEqual(['vat user', 'wipe built-in']);
  });

  it('gives tools the files of earlier messages, after those of this one', async () => {
    engine = scriptedEngine([
      say('Thank you.'),
      callTool('wipe', { what: 'everything' }),
      say('It is gone.'),
    ]);
    const runs = service();
    const file = (name: string) => ({
      name,
      mediaType: 'text/plain',
      bytes: new TextEncoder().encode('text'),
    });
    const first = await runs.send(message('Here', { attachments: [file('old.txt')] }));
    await until(first, 'run-end');
    const second = await runs.send(
      message('Wipe everything', { parentId: first, attachments: [file('new.txt')] }),
    );
    const asked = await until(second, 'approval-request');
    if (asked.type === 'approval-request') runs.decide(asked.request.id, 'once', asked.request.hash ?? '');
    expect(await until(second, 'tool-end')).toMatchObject({ content: 'Wiped; files: new.txt,old.txt.' });
  });

  it('offers a tool for files once the conversation has one, to a model that is offered what fits the message', async () => {
    engine = scriptedEngine(() => say('Yes indeed.'), { info: { toolUse: 'single-turn' } });
    const spans: Tool['spans'] = (_text, { hasAttachments }) => (hasAttachments ? { what: ['all'] } : null);
    const runs = service(undefined, [{ ...wipe, spans }]);
    const file = { name: 'a.txt', mediaType: 'text/plain', bytes: new TextEncoder().encode('text') };
    const first = await runs.send(message('Here', { attachments: [file] }));
    await until(first, 'run-end');
    await until(await runs.send(message('And now?', { parentId: first })), 'run-end');
    await until(await runs.send(message('And without?')), 'run-end');
    const allowed = engine.requests.map((request) => request.allowed);
    expect(allowed).toEqual([{ wipe: { what: ['all'] } }, { wipe: { what: ['all'] } }, undefined]);
  });

  it('stops a run in the middle of its answer and keeps what came', async () => {
    engine = scriptedEngine([[...say('Once upon '), ...hang()]]);
    const runs = service();
    const runId = await runs.send(message('Tell me a story'));
    await until(runId, 'text-delta');
    runs.cancel(runId);
    expect(await until(runId, 'run-end')).toMatchObject({ outcome: 'cancelled' });
    expect(runs.running(conversationId)).toEqual([]);
    const [run] = (await journal.open(conversationId)).runs;
    expect(JSON.stringify(run?.events)).toContain('Once upon');
  });

  it('stops a run that waits for its model, and one that waits for the user', async () => {
    const waiting = service(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const first = await waiting.send(message('Hi'));
    waiting.cancel(first);
    expect(await until(first, 'run-end')).toMatchObject({ outcome: 'cancelled' });

    engine = scriptedEngine([callTool('wipe', { what: 'everything' })]);
    const runs = service();
    const second = await runs.send(message('Wipe everything'));
    await until(second, 'approval-request');
    runs.cancel(second);
    expect(await until(second, 'run-end')).toMatchObject({ outcome: 'cancelled' });
  });

  it('loads an engine again that was lost in mid-run, and goes on', async () => {
    const lost = new KingletError('engine-lost', 'The GPU is gone.');
    const engines = [
      scriptedEngine([[...say('Once'), ...failWith(lost)]]),
      scriptedEngine([say('Once upon.')]),
    ];
    const runId = await service(async () => engines.shift() ?? null).send(message('Tell me a story'));
    expect(await until(runId, 'run-end')).toMatchObject({ outcome: 'complete' });
    expect(JSON.stringify((await journal.open(conversationId)).runs[0]?.events.at(-2))).toContain(
      'Once upon.',
    );
  });

  it('stops a run whose store hangs before a call', async () => {
    const store = { heads: async () => [], runs: async () => [], write: async () => {}, close: () => {} };
    let hangs = false;
    const write = () => (hangs ? new Promise<void>(() => {}) : Promise.resolve());
    journal = new Journal({ store: { ...store, write }, heads: [], clock, notice: () => {} });
    conversationId = journal.create().id;
    engine = scriptedEngine([callTool('wipe', { what: 'everything' })]);
    const runs = service(async () => {
      hangs = true;
      return engine;
    });
    const runId = await runs.send(message('Wipe everything'));
    await until(runId, 'tool-start');
    runs.cancel(runId);
    expect(await until(runId, 'run-end')).toMatchObject({ outcome: 'cancelled' });
  });

  it('says what to do where there is no model', async () => {
    engine = null;
    const runId = await service().send(message('Hi'));
    expect(await until(runId, 'run-end')).toMatchObject({
      outcome: 'failed',
      notice: expect.stringMatching(/\w/),
    });
  });

  it('offers no tool of the page that sends while nothing may leave', async () => {
    const own = (['read', 'send'] as const).map((risk) => ({
      ...{ name: risk, description: '', inputSchema: { type: 'object' as const }, risk, destructive: false },
    }));
    for (neverLeave of [false, true]) {
      engine = scriptedEngine([say('Hello.')]);
      const runs = service(undefined, []);
      await until(await runs.send(message('Hi', { site: { own } }), { tellSender: () => {} }), 'run-end');
      const names = engine.requests[0]?.tools.map(({ name }) => name);
      expect(names).toEqual(neverLeave ? ['read'] : ['read', 'send']);
      conversationId = journal.create().id;
    }
  });

  it('takes the chosen model back after a larger one on this device took over', async () => {
    larger = scriptedEngine([say('Wiped.')], { info: { modelId: 'larger' } });
    engine = scriptedEngine([callTool('wipe', {}), callTool('wipe', {})]);
    const runs = service();
    const runId = await runs.send(message('Wipe it'));
    expect(await until(runId, 'run-end')).toMatchObject({ outcome: 'complete' });
    await runs.idle();
    expect(cameBack).toBe(1);
  });

  it('ends a run whose parts break, with what happened', async () => {
    const runs = service(async () => {
      throw new Error('The shelf fell.');
    });
    const runId = await runs.send(message('Hi'));
    expect(await until(runId, 'run-end')).toMatchObject({ outcome: 'failed', notice: 'The shelf fell.' });
  });

  it('takes no larger file than the page does', () => {
    expect(maxAttachmentBytes).toBe(toolsLimit);
  });

  it('refuses an empty message, a binary file, and a second run at a time', async () => {
    engine = scriptedEngine([hang()]);
    const runs = service();
    await expect(runs.send(message('  '))).rejects.toMatchObject({ code: 'invalid-input' });
    const binary = { name: 'cat.png', mediaType: 'image/png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) };
    await expect(runs.send(message('Look', { attachments: [binary] }))).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const runId = await runs.send(message('Hi'));
    await vi.waitFor(() => expect(engine?.requests).toHaveLength(1));
    await expect(runs.send(message('Again'))).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await journal.open(conversationId)).runs).toHaveLength(1);
    runs.cancel(runId);
    await until(runId, 'run-end');
  });

  it('refuses a conversation that is not there, and is not busy afterwards', async () => {
    const runs = service();
    await expect(runs.send(message('Hi', { conversationId: 'gone' }))).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(runs.running('gone')).toEqual([]);
  });

  it('ends what runs before a conversation is deleted', async () => {
    engine = scriptedEngine([hang()]);
    const runs = service();
    await runs.send(message('Hi'));
    await vi.waitFor(() => expect(engine?.requests).toHaveLength(1));
    await runs.end(conversationId);
    expect(runs.running(conversationId)).toEqual([]);
  });
});
