import type { Locator, Page } from 'playwright';
import type { Benchmark } from '../harness/benchmark.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { mainThreadTasks } from '../harness/main-thread-tasks.ts';

const streamMs = 20_000;
const readyMs = 300_000;

/** Sends the first message; a click downloads the model. Resolves with the text when it begins to stream. */
async function streamingText(page: Page): Promise<Locator> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Why is the sky blue?');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Download 98.* and start$/ }).click();
  const text = page.locator('kinglet-answer kinglet-markdown').first();
  await text.waitFor({ timeout: readyMs });
  return text;
}

/** Characters on the screen. */
async function lengthOf(text: Locator): Promise<number> {
  return text.evaluate((element) => (element.shadowRoot?.textContent ?? '').trim().length);
}

export const longestTask: Benchmark = {
  name: 'longest-task',
  title:
    "the longest task on the built app's main thread, in 20 s from the first text of the real model's answer",
  unit: 'ms',
  peer: 'none: above 50 ms a browser calls a task long',
  goal: '< 50',
  async run(context) {
    await ensureModel();
    const { url } = await context.builtApp();
    const page = await context.newPage();
    await page.goto(url);
    const text = await streamingText(page);
    const before = await lengthOf(text);
    const tasks = await mainThreadTasks(page, () => page.waitForTimeout(streamMs));
    const streamed = (await lengthOf(text)) - before;
    await page.close();
    if (streamed <= 0) throw new Error('Nothing streamed while the main thread was watched.');
    const most = (figure: 'durationMs' | 'cpuMs'): number => Math.max(...tasks.map((task) => task[figure]));
    return {
      value: most('durationMs'),
      facts: {
        'most processor time of a task': `${most('cpuMs').toFixed(1)} ms`,
        tasks: `${tasks.length}, of them ${tasks.filter((task) => task.durationMs > 16).length} above 16 ms`,
        streamed: `${streamed} characters`,
      },
    };
  },
};
