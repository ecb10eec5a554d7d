import { describe, expect, it } from 'vitest';
import { attachment, call, hostileTexts } from '../testing/tool-context.ts';
import { readFile } from './read-file.ts';

const ask = async (file: ReturnType<typeof attachment>, question: string) =>
  (await call(readFile, { question }, { attachments: [file] })).content;

const sales = attachment(
  'sales.csv',
  'Product,Region,Units,Price\nApples,North,10,"1,200.50"\nPears,South,5,2.25\nApples,South,7,3\n"Plums, red",North,1,4\n',
);
const inventory = attachment(
  'inventory.json',
  JSON.stringify({
    shop: 'Corner',
    open: true,
    items: [
      { name: 'Lamp', price: 20, tags: ['light'] },
      { name: 'Chair', price: 55 },
    ],
  }),
);
const story = attachment(
  'story.md',
  `# Owls\n\n${'Owls hunt at night. '.repeat(60)}\n\n## Feeding\n\nThe barn owl eats four voles a night in winter.\n\n## Other\n\n${'Filler about weather. '.repeat(200)}`,
);

describe('file', () => {
  it('marks its content as coming from outside', async () => {
    expect(await call(readFile, {}, { attachments: [sales] })).toMatchObject({
      untrusted: true,
      failed: false,
    });
  });

  it('says what to do where no file is attached', async () => {
    expect(await call(readFile, {})).toMatchObject({
      failed: true,
      content: expect.stringContaining('attach one'),
    });
  });

  it('takes the message where no question is given', async () => {
    const { content } = await call(
      readFile,
      {},
      { attachments: [story], userText: 'how many voles in winter?' },
    );
    expect(content).toContain('four voles');
  });

  it.each([
    ['text short enough as a whole', attachment('a.txt', 'just this'), 'anything', 'File a.txt:\njust this'],
    ['the passage about the question', story, 'what does the barn owl eat', 'The barn owl eats four voles'],
    ['the beginning without a question that fits', story, 'submarine', '# Owls'],
    ['columns and rows', sales, '', 'Table with 4 rows and 4 columns: Product, Region, Units, Price'],
    ['the first rows', sales, '', '- Product: Apples; Region: North; Units: 10; Price: 1,200.50'],
    ['rows about words of the question', sales, 'how many pears', 'Rows about many, pear:\n- Product: Pears'],
    ['quoted cells', sales, 'red plums', '- Product: Plums, red; Region: North'],
    [
      'sums of the column that is asked for',
      sales,
      'total units',
      '- Units: sum 23, average 5.75, smallest 1, largest 10',
    ],
    ['sums through thousands separators', sales, 'price', '- Price: sum 1209.75'],
    ['tabs', attachment('t.tsv', 'a\tb\n1\t2\n'), '', '2 columns: a, b'],
    ['semicolons', attachment('s.csv', 'a;b\n1;2\n'), '', '2 columns: a, b'],
    ['a byte-order mark', attachment('b.csv', '\uFEFFa,b\n1,2\n'), '', 'columns: a, b'],
    ['a media type', attachment('data', 'a,b\n1,2\n', 'text/csv'), '', '2 columns: a, b'],
    ['an empty table', attachment('e.csv', ''), '', 'Table with 0 rows'],
    ['a header alone', attachment('h.csv', 'a,b\n'), '', 'Table with 0 rows and 2 columns'],
    ['a malformed row', attachment('m.csv', 'a,b\n"1,2\n'), '', 'malformed'],
    [
      'the shape of JSON',
      inventory,
      '',
      'JSON: { shop: text, open: boolean, items: list of 2 { name: text, price: number',
    ],
    ['matching JSON values', inventory, 'price of the chair', '- items.1: name: Chair, price: 55'],
    ['other JSON values', inventory, 'lamp', '- items.0: name: Lamp, price: 20'],
    ['JSON content where nothing matches', inventory, 'submarine', 'Content:\n{"shop":"Corner"'],
    ['broken JSON as text', attachment('x.json', '{"a": 1,'), '', 'not valid JSON; its text:\n{"a": 1,'],
    ['a JSON number', attachment('n.json', '42'), '', 'JSON: number'],
    ['a JSON null', attachment('n.json', 'null'), 'x', 'JSON: null'],
    ['a list of scalars', attachment('l.json', '[1,2,3]'), '', 'JSON: list of 3 number'],
  ])('gives %s', async (_what, file, question, expected) => {
    expect(await ask(file, question)).toContain(expected);
  });

  it('answers with the one row or passage that a question is about', async () => {
    const about = (question: string) => call(readFile, {}, { attachments: [sales], userText: question });
    expect(await about('read the file: what is the price of pears?')).toMatchObject({
      content: 'File sales.csv:\n- Product: Pears; Region: South; Units: 5; Price: 2.25',
      answers: true,
    });
    expect((await about('how many units of pears?')).content).toContain('Table with');
    const { content, answers } = await call(
      readFile,
      {},
      { attachments: [story], userText: 'how many voles in winter?' },
    );
    expect([content, answers]).toEqual([
      'File story.md:\nThe barn owl eats four voles a night in winter.',
      true,
    ]);
  });

  it.each([
    [story, 'summarise the file'],
    [story, 'what is it about?'],
    [attachment('a.txt', 'short'), 'translate it to German'],
  ])('leaves the answer to a model where there is work to do or much to read', async (file, userText) => {
    expect(await call(readFile, {}, { attachments: [file], userText })).toMatchObject({ answers: false });
  });

  it('names the kind of a file without an extension by its text', async () => {
    expect(await ask(attachment('README', 'hello'), '')).toBe('File README:\nhello');
  });

  it('shares its room between several files', async () => {
    const long = (name: string) => attachment(name, `${name} `.repeat(2_000));
    const { content } = await call(readFile, {}, { attachments: ['a', 'b', 'c', 'd', 'e'].map(long) });
    expect(content.length).toBeLessThan(2_700);
    expect(content).toMatch(/File a:[\s\S]*File d:[\s\S]*and 1 more files/);
  });

  it.each([
    ['one long line', 'x'.repeat(5_000_000)],
    ['words without end', 'word '.repeat(1_000_000)],
    ['newlines only', '\n'.repeat(5_000_000)],
    ['blank paragraphs', ' \n'.repeat(2_500_000)],
    ['list markers', '\n- '.repeat(1_600_000)],
  ])('reads 5 MB of %s', async (_what, text) => {
    expect((await ask(attachment('big.txt', text), 'word x')).length).toBeLessThan(2_700);
  });

  it.each([
    ['commas', ','.repeat(1_000_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['rows', 'a,b\n'.repeat(300_000)],
  ])('reads a table of %s only', async (_what, text) => {
    expect((await ask(attachment('big.csv', text), 'a b')).length).toBeLessThan(2_700);
  });

  it.each([
    ['deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    [
      'wide',
      JSON.stringify(Array.from({ length: 100_000 }, (_value, index) => ({ id: index, name: `n${index}` }))),
    ],
  ])('reads %s JSON', async (_what, text) => {
    expect((await ask(attachment('big.json', text), 'n99 name')).length).toBeLessThan(2_700);
  });

  it.each(hostileTexts)('survives %j as a question and as a file', async (text) => {
    expect(await ask(sales, text)).toContain('File sales.csv:\n');
    expect(await ask(attachment('a.csv', text), text)).not.toBe('');
    expect(await ask(attachment(text, text), text)).not.toBe('');
  });
});
