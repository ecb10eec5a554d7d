import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { runView, textPart } from '../../testing/fixtures.ts';
import { find, mount } from '../../testing/mount.ts';
import { emptyState } from '../../testing/scripted-client.ts';
import { KingletThread } from './thread.ts';

const runs = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    runView(`r${index}`, `message ${index}`, { parts: [textPart('x')] }),
  );

test('a long conversation draws its newest part, and more on request', async () => {
  const thread = await mount(new KingletThread(), { state: { ...emptyState, runs: runs(1000) } });
  expect(thread.renderRoot.querySelectorAll('li')).toHaveLength(40);
  expect(find(thread, '.earlier').textContent).toContain('960');
  await userEvent.click(find(thread, '.earlier'));
  await thread.updateComplete;
  expect(thread.renderRoot.querySelectorAll('li')).toHaveLength(80);
});

test('only the last message can be edited, and not while it is answered', async () => {
  const [first, last] = runs(2);
  if (!first || !last) throw new Error('Two runs are needed.');
  const thread = await mount(new KingletThread(), { state: { ...emptyState, runs: [first, last] } });
  const editable = () =>
    [...thread.renderRoot.querySelectorAll('kinglet-user-message')].map((message) =>
      message.hasAttribute('editable'),
    );
  expect(editable()).toEqual([false, true]);
  thread.state = { ...emptyState, runs: [first, { ...last, status: 'running' }] };
  await thread.updateComplete;
  expect(editable()).toEqual([false, false]);
});

test('a run that did not change is not drawn again', async () => {
  const [first, last] = runs(2);
  if (!first || !last) throw new Error('Two runs are needed.');
  const thread = await mount(new KingletThread(), { state: { ...emptyState, runs: [first, last] } });
  const answers = [...thread.renderRoot.querySelectorAll('kinglet-answer')];
  await Promise.all(answers.map((answer) => answer.updateComplete));
  const draws = answers.map((answer) => vi.spyOn(answer, 'render'));
  thread.state = { ...emptyState, runs: [first, { ...last, parts: [textPart('x y')] }] };
  await thread.updateComplete;
  await Promise.all(answers.map((answer) => answer.updateComplete));
  expect(draws.map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
});
