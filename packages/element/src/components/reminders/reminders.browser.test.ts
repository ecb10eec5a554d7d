import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { find, mount, recordActions } from '../../testing/mount.ts';
import { KingletReminders } from './reminders.ts';

test('a due reminder stays until it is done, and says when it was missed', async () => {
  const reminders = [
    { id: 'm1', text: 'Tea', dueMs: 0, missed: false },
    { id: 'm2', text: 'Dentist', dueMs: 0, missed: true },
  ];
  const element = await mount(new KingletReminders(), { reminders });
  const actions = recordActions(element);
  const [due, missed] = element.renderRoot.querySelectorAll('li');
  expect(due?.textContent).toContain('Due');
  expect(missed?.textContent).toContain('Missed while Kinglet was closed');
  await userEvent.click(find(element, 'li button'));
  expect(actions).toEqual([{ type: 'dismiss-reminder', id: 'm1' }]);
});
