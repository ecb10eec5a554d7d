import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test.ts';

const views = ['Chat', 'Models', 'Log', 'Settings'] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`no serious finding of axe on any view, ${colorScheme}, ${width} px`, async ({ chat }) => {
      const { page } = chat;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      try {
        for (const view of views) {
          await chat.view(view);
          const { violations } = await new AxeBuilder({ page }).analyze();
          const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
          expect(
            serious.map(
              ({ id, nodes }) => `${view}: ${id} at ${nodes.map(({ target }) => target).join(' ')}`,
            ),
          ).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, `${view} is wider than the screen`).toBeLessThanOrEqual(0);
        }
      } finally {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 1280, height: 800 });
      }
    });
  }
}

test('a conversation by keyboard alone', async ({ chat }) => {
  const { page } = chat;
  await chat.input.focus();
  await page.keyboard.type('What is 9 times 9?');
  await page.keyboard.press('Enter');
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).toContainText('81');
  await expect(page.getByRole('status').first()).toContainText('finished');
});
