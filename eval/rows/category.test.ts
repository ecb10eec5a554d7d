import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RowChoice, readFolder, readSealFile } from './category.ts';

const all: RowChoice = { split: 'all', limit: Number.POSITIVE_INFINITY, ids: null };
const row = {
  id: 'simple_0',
  question: [[{ role: 'user', content: 'ask' }]],
  function: [{ name: 'f', description: 'does', parameters: { type: 'dict', properties: {}, required: [] } }],
  ground_truth: [{ f: { x: [1] } }],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eval-rows-'));
});
afterEach(() => rm(folder, { recursive: true }));

function write(name: string, ...rows: readonly (object | string)[]): Promise<void> {
  const lines = rows.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  return writeFile(join(folder, name), `${lines.join('\n')}\n`);
}

describe('a folder', () => {
  test('gives a category for each file, sorted, with its rule', async () => {
    await write('simple_python.jsonl', row);
    await write('irrelevance.jsonl', { ...row, ground_truth: undefined });
    await write('notes.txt', 'not rows');
    const categories = await readFolder(folder, all);
    expect(categories.map(({ name, rule, rows }) => [name, rule, rows.length])).toEqual([
      ['irrelevance', 'no-call', 1],
      ['simple_python', 'match', 1],
    ]);
  });

  test('without rows or not there is refused', async () => {
    await expect(readFolder(folder, all)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('has no .jsonl file'),
    });
    await expect(readFolder(join(folder, 'none'), all)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test.each<[string, object | string, string]>([
    ['no JSON', '{"id": ', 'is not JSON'],
    ['no object', '[]', 'the row is []'],
    ['no id', { ...row, id: undefined }, 'id is missing'],
    ['two turns', { ...row, question: [[], []] }, 'question has 2 turns'],
    ['a strange role', { ...row, question: [[{ role: 'tool', content: '' }]] }, 'role is "tool"'],
    ['no parameters', { ...row, function: [{ name: 'f' }] }, 'parameters of f is missing'],
    ['no answers', { ...row, ground_truth: undefined }, 'ground_truth is missing'],
    ['an answer that is no list', { ...row, ground_truth: [{ f: { x: 1 } }] }, 'ground_truth of f.x is 1'],
    ['a call of two functions', { ...row, ground_truth: [{ f: {}, g: {} }] }, 'a call names 2 functions'],
  ])('a line with %s is named by file and line', async (_, bad, message) => {
    await write('simple_python.jsonl', row, bad);
    const place = `${join(folder, 'simple_python.jsonl')}:2: `;
    await expect(readFolder(folder, all)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(new RegExp(`^${place}.*`)),
    });
    await expect(readFolder(folder, all)).rejects.toThrow(message);
  });

  test('is cut by ids, then by the limit', async () => {
    await write('multiple.jsonl', row, { ...row, id: 'b' }, { ...row, id: 'c' });
    const ids = new Set(['b', 'c']);
    const [category] = await readFolder(folder, { ...all, ids, limit: 1 });
    expect(category?.rows.map(({ id }) => id)).toEqual(['b']);
  });
});

describe('a file of Seal-Tools', () => {
  const tool = {
    api_name: 'getNet',
    api_description: 'Net income',
    parameters: { revenue: { type: 'float', description: 'Revenue' }, loud: { type: 'bool' } },
    required: ['revenue'],
  };
  const call = { api: 'getNet', parameters: { revenue: '40.7' }, responses: [] };
  const seal = { id: 'dev-easy-0', instruction: 'What is left?', tools: [tool], calls: [call] };

  test('gives its single-call rows, in the types of the leaderboard', async () => {
    await write('dev.jsonl', seal, { ...seal, id: 'two', calls: [call, call] });
    const { name, rule, rows } = await readSealFile(join(folder, 'dev.jsonl'), all);
    expect([name, rule, rows.length]).toEqual(['seal-dev', 'exact', 1]);
    expect(rows[0]?.functions[0]?.parameters).toEqual({
      type: 'dict',
      properties: {
        revenue: { type: 'float', description: 'Revenue' },
        loud: { type: 'boolean', description: '' },
      },
      required: ['revenue'],
    });
    expect(rows[0]?.rightCalls).toEqual([{ getNet: { revenue: ['40.7'] } }]);
  });

  test('is refused by file and line', async () => {
    await write('dev.jsonl', seal, { id: 'x' });
    await expect(readSealFile(join(folder, 'dev.jsonl'), all)).rejects.toThrow(
      'dev.jsonl:2: not a row of Seal-Tools',
    );
  });
});
