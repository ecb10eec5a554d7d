import { userToolsText } from '@kinglet/spec';
import { expect, test } from 'vitest';
import { parseUserTool, parseUserTools } from './parse-user-tool.ts';

const tool = {
  name: 'vat',
  description: 'Adds VAT to a price.',
  arguments: [{ name: 'price', description: 'without VAT', kind: 'number', optional: false }],
  body: 'return price * 1.2',
  enabled: true,
  imported: false,
};

test('reads what it wrote; what comes from a file counts as imported', () => {
  expect(parseUserTool(JSON.parse(JSON.stringify(tool)))).toEqual(tool);
  expect(parseUserTools(userToolsText([tool as never]), { taken: [] })).toEqual({
    tools: [{ ...tool, imported: true }],
    refused: [],
  });
});

test.each([
  [{ name: 'Vat' }, 'is no name for a tool'],
  [{ name: 'note' }, 'There is a tool called note already'],
  [{ description: ' ' }, 'has no description'],
  [{ description: 'x'.repeat(301) }, 'has 301 characters'],
  [{ body: '' }, 'has no text'],
  [{ body: 'x'.repeat(10_001) }, 'has 10001 characters'],
  [{ arguments: [{ name: 'a b', description: '', kind: 'text' }] }, 'is no name for an argument'],
  [
    { arguments: [{ name: 'a){}) ; (function(b', description: '', kind: 'text' }] },
    'is no name for an argument',
  ],
  [{ arguments: [{ name: 'class', description: '', kind: 'text' }] }, 'is no name for an argument'],
  [{ arguments: [{ name: 'a', description: '', kind: 'date' }] }, 'of no known kind'],
  [{ arguments: [tool.arguments[0], tool.arguments[0]] }, 'Two arguments are called price'],
  [{ arguments: Array(9).fill(tool.arguments[0]) }, 'at most 8 arguments'],
])('refuses %o', (change, words) => {
  expect(() => parseUserTool({ ...tool, ...change }, { taken: ['note'] })).toThrow(words);
});

test.each(['', 'null', '[]', '{"tools":[]}', '{"kingletTools":2,"tools":[]}'])(
  'refuses the file %j',
  (text) => {
    expect(() => parseUserTools(text, { taken: [] })).toThrow('no file of tools');
  },
);

test('names the tools of a file that cannot be used, and takes the others', () => {
  const text = JSON.stringify({ kingletTools: 1, tools: [tool, { ...tool, name: 'note' }, 7] });
  const { tools, refused } = parseUserTools(text, { taken: ['note'] });
  expect(tools.map(({ name }) => name)).toEqual(['vat']);
  expect(refused).toHaveLength(2);
});
