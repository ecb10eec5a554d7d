import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test.ts';

test('the device is measured on the real model, and the report is a file', async ({ chat }) => {
  await chat.view('Models');
  const { page } = chat;
  await page.getByRole('link', { name: 'Measure this device' }).click();
  await expect(page).toHaveURL(/#\/bench$/);
  const measure = page.getByRole('button', { name: 'Measure' });
  await measure.press('Enter');
  await expect(page.getByRole('progressbar')).toBeVisible();
  const saved = page.waitForEvent('download', { timeout: 200_000 });
  await page.getByRole('button', { name: 'Download the report' }).click({ timeout: 200_000 });
  const file = await saved;
  expect(file.suggestedFilename()).toBe('kinglet-device-report.json');
  const report = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(report).toMatchObject({
    version: 1,
    device: { crossOriginIsolated: true, gpu: null },
    model: { id: 'smollm2-135m-instruct-q4_1', engine: 'wllama' },
    speeds: [{ backend: 'wasm' }],
  });
  const [speed] = report.speeds;
  expect(speed.decodePerSecond).toBeGreaterThan(0);
  expect(speed.reusedTokens).toBeGreaterThan(0.8 * speed.promptTokens);
  expect(report.roundTripMs).toBeGreaterThan(0);
  const failed = report.checks.filter(({ outcome }: { outcome: string }) => outcome !== 'pass');
  expect(failed).toEqual([]);
  expect(report.checks.length).toBe(10);
  await expect(page.getByRole('listitem').filter({ hasText: 'Unloaded and loaded again' })).toContainText(
    'kept',
  );

  try {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
  } finally {
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});
