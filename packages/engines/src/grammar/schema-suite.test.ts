import { expect, test } from 'vitest';
import { drafts, judge, suiteGroups } from './testing/schema-suite.ts';
import { counted, suiteTable } from './testing/suite-table.ts';

const judged = drafts.flatMap((draft) =>
  suiteGroups(draft).map((group) => ({ draft, file: group.file, result: judge(group) })),
);

test.each(drafts)('%s: takes no invalid instance, and every valid one that we would write', (draft) => {
  const wrong = judged.flatMap(({ draft: of, result }) =>
    of === draft && result.kind === 'compiled'
      ? result.tests.filter(({ outcome }) => outcome === 'wrong').map(({ title }) => title)
      : [],
  );
  expect(wrong).toEqual([]);
});

test('the table of the docs is what this run gave', async () => {
  const kinds = judged.map(({ result }) =>
    result.kind === 'refused' ? `refused for ${result.keyword}` : 'compiled',
  );
  console.info(`schemas of the suite: ${counted(kinds)}`);
  await expect(suiteTable(judged)).toMatchFileSnapshot('../../../../docs/json-schema-suite.md');
});
