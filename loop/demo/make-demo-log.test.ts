import { expect, it } from 'vitest';
import { builtInDefinitions } from '../built-in-definitions.ts';
import { curate } from '../curate/curate.ts';
import { readLogRow } from '../curate/read-log-row.ts';
import { systemClock } from '../system-clock.ts';
import { makeDemoLog, teacherModel } from './make-demo-log.ts';
import { seededDraw, shopRequests } from './shop-requests.ts';

const requests = shopRequests(seededDraw(3), { copies: 1 }).filter((_, index) => index % 4 === 0);
const options = { tools: builtInDefinitions(), only: [], match: null };

it('is a log that the agent wrote, from which curation gets the requests back', async () => {
  const mail = { message: 'nb Meier a@b.example', tool: 'note', arguments: { text: 'Meier a@b.example' } };
  const asked = [mail, ...requests.slice(0, 19)];
  const text = await makeDemoLog(asked, systemClock);
  const log = text
    .trim()
    .split('\n')
    .map((line) => readLogRow(JSON.parse(line), 'demo'));
  expect(text).not.toContain('a@b.example');
  // Each run: the call, then the answer. The twentieth got a thumb down.
  expect(log).toHaveLength(2 * asked.length);
  expect(log.filter(({ prompt }) => prompt.includes(', failed]'))).toEqual([]);
  const masked = { ...mail, message: 'nb Meier <EMAIL_1>', arguments: { text: 'Meier <EMAIL_1>' } };
  const { rows, leftOut } = curate(log, options);
  expect(leftOut).toEqual({ 'no call': 20, 'thumb down': 1 });
  expect(rows).toEqual(
    [masked, ...asked.slice(1, 19)].map(({ message, tool, arguments: args }) => ({
      message,
      calls: [{ tool, arguments: args }],
      teacher: teacherModel,
    })),
  );
}, 30_000);
