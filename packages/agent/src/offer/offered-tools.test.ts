import { callTool, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { echoTool, ofType, play } from '../testing/run-fixture.ts';
import { lexicalEmbed, similarity } from './embed.ts';
import { rankTools, toolText } from './rank-tools.ts';

const page = (name: string, description: string) =>
  echoTool({ name, description, origin: 'https://shop.example' });
const topics = ['invoice', 'flight', 'weather', 'recipe', 'parcel', 'meeting', 'playlist', 'vaccine'];
const many = Array.from({ length: 40 }, (_, index) => {
  const topic = topics[index % topics.length] ?? '';
  return page(
    `${topic}_${index}`,
    `Looks up the ${topic} of number ${index} in the archive of the shop, with all that belongs to it.`,
  );
});
const own = echoTool({ name: 'note', description: 'Save a note on this device.' });
const small = { info: { contextTokens: 2_048 } };
const names = (request: { tools: readonly { name: string }[] } | undefined) =>
  (request?.tools ?? []).map(({ name }) => name);

describe('[A68] tools that do not fit', () => {
  it('are chosen by the message, sorted as ever, ours among them, and the step says so', async () => {
    const local = scriptedEngine([callTool('weather_2', { text: 'weather' }), say('echo: weather')], small);
    const tools = [...many, own];
    const { events } = await play({ local, tools, input: { userText: 'How will the weather be?' } });
    const [first, second] = local.requests.map(names);
    expect(first?.length).toBeLessThan(41);
    expect(first).toEqual([...(first ?? [])].sort());
    expect(first).toEqual(
      expect.arrayContaining(['note', 'weather_2', 'weather_10', 'weather_18', 'weather_26', 'weather_34']),
    );
    expect(second).toEqual(first);
    expect(ofType(events, 'step-start')[0]?.reason).toContain(
      `${first?.length} of 41 tools fit and were offered.`,
    );
  });

  it('are all offered where they fit, to the larger model, and to a single-turn one', async () => {
    const large = scriptedEngine([say('Hello.')], { info: { contextTokens: 32_768 } });
    const { events } = await play({ local: large, tools: many });
    expect(large.requests[0]?.tools).toHaveLength(40);
    expect(ofType(events, 'step-start')[0]?.reason).not.toContain('offered');
    const single = scriptedEngine([say(''), say('Hello.')], {
      info: { contextTokens: 3_600, toolUse: 'single-turn' },
    });
    await play({ local: single, tools: many });
    expect(single.requests[0]?.tools).toHaveLength(40);
    const remote = scriptedEngine([say('Hello.')], {
      info: { contextTokens: 3_600, place: 'remote', host: 'https://llm.example' },
    });
    await play({ remote, tools: many, input: { askLarger: true }, approve: 'once' });
    expect(remote.requests[0]?.tools).toHaveLength(40);
  });

  it('stay with the conversation once they were used', async () => {
    const narrow = { info: { contextTokens: 900 } };
    const [tiny, local] = [scriptedEngine([say('Hello.')], narrow), scriptedEngine([say('Hello.')], narrow)];
    const history = [
      { role: 'user', content: 'my parcel' },
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'a', name: 'vaccine_39', argumentsText: '{"text":"parcel"}' }],
      },
      { role: 'tool', callId: 'a', name: 'vaccine_39', content: 'On its way.', failed: false },
      { role: 'assistant', content: 'On its way.' },
    ] as const;
    await play({ local: tiny, tools: many, input: { userText: 'And the weather?' } });
    expect(names(tiny.requests[0])).not.toContain('vaccine_39');
    await play({ local, tools: many, input: { history, userText: 'And the weather?' } });
    expect(names(local.requests[0])).toContain('vaccine_39');
  });
});

describe('lexicalEmbed', () => {
  const embed = lexicalEmbed(many.map(({ definition }) => toolText(definition)));

  it('is of length 1, or 0 for a text without words', () => {
    expect(similarity(embed('the weather'), embed('the weather'))).toBeCloseTo(1, 5);
    expect(similarity(embed('?!'), embed('the weather'))).toBe(0);
  });

  it('knows words by their parts, in any spelling of names', () => {
    expect(similarity(embed('getWeatherNow'), embed('get_weather_now'))).toBeCloseTo(1, 5);
    expect(similarity(embed('vaccinated'), embed('vaccine'))).toBeGreaterThan(
      similarity(embed('vaccinated'), embed('recipe')),
    );
  });

  it('bears any text', () => {
    for (const text of ['', 'x'.repeat(1e6), '\u0000\uD800', '__proto__', '日本の天気'])
      expect([...embed(text)].every(Number.isFinite)).toBe(true);
  });

  it('ranks without changing what it is given', () => {
    const tools = many.map(({ definition }) => definition);
    const before = [...tools];
    const ranked = rankTools('flight number 1', tools, embed);
    expect(ranked[0]?.name).toBe('flight_1');
    expect(tools).toEqual(before);
    expect(ranked).toHaveLength(40);
  });
});
