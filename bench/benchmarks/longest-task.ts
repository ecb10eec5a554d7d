import type { Page } from 'playwright';
import type { Benchmark } from '../harness/benchmark.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { mainThreadTasks } from '../harness/main-thread-tasks.ts';

const streamMs = 20_000;
const firstAnswerMs = 240_000;

/** Lets an answer stream for a while, then stops it. */
async function streamFor(page: Page, durationMs: number): Promise<void> {
  const input = page.getByRole('textbox', { name: 'Message' });
  await input.fill('Write a long story about a kingfisher who lives at a river.');
  await input.press('Enter');
  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.waitFor();
  await page.waitForTimeout(durationMs);
  if (await stop.isVisible()) await stop.click();
  await stop.waitFor({ state: 'hidden' });
}

/** The first message downloads the model, after a click. */
async function firstAnswer(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Download 98.* and start$/ }).click();
  const answer = page.getByRole('article', { name: 'Kinglet answered' });
  await answer.waitFor({ timeout: firstAnswerMs });
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden', timeout: firstAnswerMs });
}

export const longestTask: Benchmark = {
  name: 'longest-task',
  title:
    "the longest task on the built app's main thread, from sending a message through 20 s of the real model's answer",
  unit: 'ms',
  peer: 'none: above 50 ms a browser calls a task long',
  goal: '< 50',
  async run(context) {
    await ensureModel();
    const { url } = await context.builtApp();
    const page = await context.newPage();
    await page.goto(url);
    await firstAnswer(page);
    const tasks = await mainThreadTasks(page, () => streamFor(page, streamMs));
    await page.close();
    const longest = tasks.reduce((most, task) => Math.max(most, task.durationMs), 0);
    const cpu = tasks.reduce((most, task) => Math.max(most, task.cpuMs), 0);
    const above16 = tasks.filter((task) => task.durationMs > 16).length;
    return {
      value: longest,
      facts: {
        'processor time of that task': `${cpu.toFixed(1)} ms`,
        tasks: tasks.length,
        'above 16 ms': above16,
      },
    };
  },
};
