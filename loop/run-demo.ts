import { writeFile } from 'node:fs/promises';
import { makeDemoLog, teacherModel } from './demo/make-demo-log.ts';
import { seededDraw, shopRequests } from './demo/shop-requests.ts';
import { systemClock } from './system-clock.ts';

/** Writes the demo log. */
export async function runDemo(file: string, { seed }: { seed: number }): Promise<void> {
  const requests = shopRequests(seededDraw(seed));
  const log = await makeDemoLog(requests, systemClock);
  await writeFile(file, log);
  const rows = log.trim().split('\n').length;
  console.log(
    `${file}: ${rows} rows of the usage log from ${requests.length} requests in a bicycle shop's shorthand, run by the agent and answered by ${teacherModel}, which is scripted.`,
  );
}
