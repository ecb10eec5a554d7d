import { renderTranscript } from '@kinglet/policy';
import type { LogRow, Message, ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { curateRows } from './curate-rows.ts';

const tools = [
  { name: 'calculate', description: 'Calculate.', parameters: { type: 'object' }, risk: 'read' },
  { name: 'note', description: 'Write a note.', parameters: { type: 'object' }, risk: 'write' },
] as unknown as readonly ToolDefinition[];

const user = (content: string): Message => ({ role: 'user', content });
const call = (name: string, args: object): Message => ({
  role: 'assistant',
  content: '',
  toolCalls: [{ id: 'c', name, argumentsText: JSON.stringify(args) }],
});
const result = (content: string, failed = false): Message => ({
  role: 'tool',
  callId: 'c',
  name: 'calculate',
  content,
  failed,
});
const said = (content: string): Message => ({ role: 'assistant', content });

let count = 0;
function row(messages: readonly Message[], change: Partial<LogRow> = {}): LogRow {
  count += 1;
  return {
    ...{
      id: `row-${count}`,
      kind: 'agent',
      timeMs: count,
      conversationId: 'c1',
      runId: `run-${count}`,
      step: 0,
    },
    ...{ engine: 'wllama', modelId: 'tiny', adapter: null, place: 'device', backend: 'wasm', host: null },
    retention: 'text',
    prompt: renderTranscript([{ role: 'system', content: 'You are\n\nhelpful.' }, ...messages]),
    reply: '',
    toolCalls: [{ id: 'c', name: 'calculate', argumentsText: '{"expression":"2+3"}' }],
    stats: { finishReason: 'tool-call' } as LogRow['stats'],
    ...{ trigger: null, verdicts: [], errorCode: null, droppedExchanges: 0, feedback: null },
    ...change,
  };
}
const spoken = { toolCalls: [], stats: { finishReason: 'stop' } as LogRow['stats'] };
const sum = { tool: 'calculate', arguments: { expression: '2+3' } };

describe('curateRows', () => {
  it('gives a call with what the specialist would have seen', () => {
    const { rows, leftOut } = curateRows([row([user('2 plus 3, <EMAIL_1>?')])], tools);
    expect(leftOut).toBe(0);
    expect(rows).toEqual([
      {
        messages: [{ role: 'user', content: '2 plus 3, <EMAIL_1>?' }],
        tools: [
          { name: 'calculate', description: 'Calculate.', parameters: { type: 'object' } },
          { name: 'note', description: 'Write a note.', parameters: { type: 'object' } },
        ],
        reply: [sum],
        meta: expect.objectContaining({ source: 'kinglet-log', group: 'c1', model: 'tiny' }),
      },
    ]);
  });

  it('gives the last two exchanges before it: calls with results, else that no tool was used', () => {
    const history = [
      user('gone'),
      said('x'),
      user('hi\n\nthere'),
      said('Hello.'),
      user('1+1'),
      call('calculate', { expression: '1+1' }),
      result('2'),
      said('It is 2.'),
    ];
    const { rows } = curateRows([row([...history, user('and 2 plus 3?')])], tools);
    expect(rows[0]?.messages).toEqual([
      { role: 'user', content: 'hi\n\nthere' },
      { role: 'assistant', reply: ['no_tool'] },
      { role: 'user', content: '1+1' },
      { role: 'assistant', reply: [{ tool: 'calculate', arguments: { expression: '1+1' } }] },
      { role: 'tool', results: ['2'] },
      { role: 'user', content: 'and 2 plus 3?' },
    ]);
  });

  it('says after results what was said, and that a step of calls went on', () => {
    const first = row([user('2 plus 3, and note it')], { runId: 'run' });
    const after = [
      user('2 plus 3, and note it'),
      call('calculate', { expression: '2+3' }),
      result('5', true),
      result('5'),
    ];
    const second = row(after, { runId: 'run', step: 1, reply: ' Five. ', ...spoken });
    const { rows } = curateRows([second, first], tools);
    expect(rows.map(({ reply }) => reply)).toEqual([[sum, { next: true }], [{ say: 'Five.' }]]);
    expect(rows[1]?.messages.slice(1)).toEqual([
      { role: 'assistant', reply: [sum, { next: true }] },
      { role: 'tool', results: ['5', '5'] },
    ]);
  });

  it('takes talk for a step that no tool fits', () => {
    const { rows } = curateRows([row([user('Good morning')], { reply: 'Good morning!', ...spoken })], tools);
    expect(rows[0]?.reply).toEqual(['no_tool']);
  });

  it.each([
    ['a chat turn', { kind: 'chat' }],
    ['hashed text', { retention: 'hash', prompt: `sha256:${'a'.repeat(64)}` }],
    ['text that is no transcript', { prompt: 'text' }],
    ['a failed call of a model', { errorCode: 'engine-failed' }],
    ['thumbs down', { feedback: 'down' }],
    ['a check that did not pass', { verdicts: [{ check: 'schema', passed: false, reason: '' }] }],
    ['a reply that was cut', { stats: { finishReason: 'length' } }],
    ['a step that was stopped', { stats: { finishReason: 'cancelled' } }],
    ['a step that was handed on', { stats: { finishReason: 'hand-on' }, toolCalls: [] }],
    ['a tool that is not there', { toolCalls: [{ id: 'c', name: 'fly', argumentsText: '{}' }] }],
    ['arguments that are no object', { toolCalls: [{ id: 'c', name: 'note', argumentsText: '[1' }] }],
    ['a prompt without a message', { prompt: '[system]\nYou are.' }],
    ['a prompt that ends with an answer', { prompt: '[user]\nhi\n\n[assistant]\nHello.' }],
    ['a broken call in the history', { prompt: '[user]\nhi\n\n[assistant]\n-> note {"a\n\n[user]\nand?' }],
    [
      'no answer after results',
      { prompt: '[user]\nhi\n\n[assistant]\n-> note {}\n\n[result of note]\nok', ...spoken },
    ],
  ] as const)('leaves out %s', (_what, change) => {
    const { rows, leftOut } = curateRows([row([user('2 plus 3?')], change as object)], tools);
    expect(rows).toEqual([]);
    expect(leftOut).toBe(1);
  });

  it('gives the same row once', () => {
    const { rows, leftOut } = curateRows([row([user('2 plus 3?')]), row([user('2 plus 3?')])], tools);
    expect([rows.length, leftOut]).toEqual([1, 1]);
  });
});
