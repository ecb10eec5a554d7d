import { noCaps, nothingSpent, type SpendCaps, type Spent } from '@kinglet/policy';
import type { GenerateRequest, Message } from '@kinglet/spec';
import { callTool, say } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../run-types.ts';
import { echoTool, ofType, play, type RunSetup, remoteEngine, shownText } from '../testing/run-fixture.ts';

const host = 'https://llm.example';
const email = 'ann@example.com';
const wants = { askLarger: true, userText: `Write to ${email} or bob@example.org, then echo ${email}` };

function textOf({ messages }: GenerateRequest): string {
  return JSON.stringify(messages);
}

function ledger(caps: Partial<SpendCaps>, spent: Partial<Spent> = {}) {
  const calls: (string | number | null)[] = [];
  const made: Ledger = {
    caps: { ...noCaps, ...caps },
    spent: () => ({ ...nothingSpent, ...spent }),
    reserve: async ({ usd }) => void calls.push('reserve', usd),
    settle: (_, usd) => void calls.push('settle', usd),
  };
  return { made, calls };
}

describe('[A53] personal data', () => {
  it('goes as placeholders, and comes back in the text and in the calls', async () => {
    const remote = remoteEngine((request, index) => {
      expect(textOf(request)).not.toContain('@example');
      return index === 0
        ? callTool('echo', { text: '<EMAIL_1>' })
        : [
            { type: 'text', text: 'It says <EMA' },
            { type: 'text', text: 'IL_1>, not <EMAIL_9>.' },
          ];
    });
    const tool = echoTool();
    const { events, asked, messages } = await play({ remote, tools: [tool], input: wants, approve: 'once' });
    expect(remote.requests).toHaveLength(2);
    expect(shownText(events)).toBe(`It says ${email}, not <EMAIL_9>.`);
    expect(messages).toContainEqual(expect.objectContaining({ role: 'tool', content: `echo: ${email}` }));
    const [request] = asked;
    expect(request).toMatchObject({
      preview: expect.stringContaining('<EMAIL_1>'),
      plainPreview: expect.stringContaining(email),
    });
    expect(request?.kind === 'egress' && request.preview).not.toContain('@example');
    expect(ofType(events, 'remote-call')[0]).toMatchObject({ redacted: { EMAIL: 2 }, allowed: 'once' });
  });

  it('keeps its placeholders from message to message', async () => {
    const history: Message[] = [
      { role: 'user', content: `First ${email}` },
      { role: 'assistant', content: 'Noted.' },
    ];
    const remote = remoteEngine([say('Fine.')]);
    const userText = 'Then zoe@example.net, and ann@example.com again';
    await play({ remote, input: { ...wants, userText, history }, approve: 'once' });
    expect(textOf(remote.requests[0] as GenerateRequest)).toContain('Then <EMAIL_2>, and <EMAIL_1> again');
  });

  it('goes as it is where the user said so, for once or for the conversation', async () => {
    const input = { ...wants, egressGranted: [host], egressPlain: [host] };
    for (const setup of [{ approve: 'once-plain' }, { input }] satisfies RunSetup[]) {
      const remote = remoteEngine([say('Fine.')]);
      const { events } = await play({ remote, input: wants, ...setup });
      expect(textOf(remote.requests[0] as GenerateRequest)).toContain(email);
      expect(ofType(events, 'remote-call')).toMatchObject([{ redacted: null }]);
    }
  });

  it('has no second preview where there is nothing to hide', async () => {
    const { asked } = await play({ remote: remoteEngine([say('Hi.')]), input: { askLarger: true } });
    expect(asked[0]).not.toHaveProperty('plainPreview');
  });

  it('is told to no hostile model: it gets a placeholder for a placeholder', async () => {
    const userText = `My mail is ${email}, and <EMAIL_1> is what I typed`;
    const remote = remoteEngine([say('You typed <EMAIL_1>, and your mail is <EMAIL_2>.')]);
    const { events } = await play({ remote, input: { ...wants, userText }, approve: 'once' });
    expect(textOf(remote.requests[0] as GenerateRequest)).not.toContain(email);
    expect(shownText(events)).toBe(`You typed <EMAIL_1>, and your mail is ${email}.`);
  });
});

describe('[A55] never leave this device', () => {
  it('asks nobody and sends nothing, whatever was allowed', async () => {
    const remote = remoteEngine(() => say('You should not see this.'));
    const input = { ...wants, egressGranted: [host], egressPlain: [host] };
    const setup: RunSetup = { remote, input, approve: 'conversation', more: { neverLeave: () => true } };
    const { end, asked, events } = await play(setup);
    expect(end).toMatchObject({ outcome: 'failed', notice: expect.stringContaining('Never leave') });
    expect([remote.requests, asked, ofType(events, 'remote-call')]).toEqual([[], [], []]);
    await play({ ...setup, more: {} });
    expect(remote.requests).toHaveLength(1);
  });

  it('stops a run that went out before it was switched on', async () => {
    let isOn = false;
    const remote = remoteEngine([callTool('echo', { text: 'echo' }), say('More.')]);
    const more = { neverLeave: () => isOn };
    const { end } = await play({
      ...{ remote, input: wants, more, approve: 'conversation' },
      onEvent: ({ type }) => {
        if (type === 'tool-end') isOn = true;
      },
    });
    expect(remote.requests).toHaveLength(1);
    expect(end.notice).toContain('Never leave');
  });
});

describe('[A52] caps', () => {
  const input = { ...wants, egressGranted: [host] };

  it('keep a call from going out, and say which cap, how much is spent and what to do', async () => {
    const remote = remoteEngine([say('Fine.')]);
    const { made, calls } = ledger({ dayUsd: 0.5 }, { dayUsd: 0.4999 });
    const { end } = await play({ remote, input, more: { ledger: made } });
    expect(end.notice).toMatch(
      /The cap for today is \$0\.50; \$0\.50 is spent.*Raise the cap in the settings/,
    );
    expect([remote.requests, calls]).toEqual([[], []]);
  });

  it('hold for each further call of a run as well', async () => {
    const remote = remoteEngine([callTool('echo', { text: 'echo' }), say('More.')]);
    const { made } = ledger({ callsPerDay: 5 });
    let calls = 4;
    const more = {
      ledger: {
        ...made,
        spent: () => ({ ...nothingSpent, callsToday: calls }),
        reserve: async () => {
          calls += 1;
        },
      },
    };
    const { end } = await play({ remote, input, more });
    expect(remote.requests).toHaveLength(1);
    expect(end.notice).toContain('5 of 5 calls');
  });

  it('count a call before it is made, then by what it used', async () => {
    const { made, calls } = ledger({ dayUsd: 5 }, { dayUsd: 1 });
    const { events } = await play({ remote: remoteEngine([say('Fine.')]), input, more: { ledger: made } });
    const [call] = ofType(events, 'remote-call');
    const [end] = ofType(events, 'step-end');
    expect(calls).toEqual(['reserve', call?.spend.estimateUsd, 'settle', end?.stats.costUsd]);
    expect(call?.spend).toMatchObject({ spentUsd: { day: 1 }, capUsd: { day: 5, month: null } });
    expect(Number(end?.stats.costUsd)).toBeLessThan(Number(call?.spend.estimateUsd));
  });
});

describe('[A54] why a call went out', () => {
  it('is told before it does, from each remote step', async () => {
    const remote = remoteEngine([callTool('echo', { text: 'echo' }), say('Fine.')]);
    const input = { ...wants, egressGranted: [host], egressGrantedMs: { [host]: 1234 } };
    const { events } = await play({ remote, input });
    const seen = events.flatMap(({ type }) =>
      /^(?:step-start|remote-call|step-end)$/.test(type) ? [type] : [],
    );
    expect(seen.join(' ')).toBe('step-start remote-call step-end step-start remote-call step-end');
    expect(ofType(events, 'remote-call')[0]).toMatchObject({
      ...{ host, model: 'large', trigger: 'user-request', allowed: 'conversation', allowedMs: 1234 },
    });
  });
});
