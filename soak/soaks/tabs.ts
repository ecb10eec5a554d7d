import type { Page } from 'playwright';
import { median } from '../../bench/harness/statistics.ts';
import type { Soak } from '../soak.ts';
import { type AppElement, openTabs, type Tabs } from './tabs/open-tabs.ts';

const kills = 100;
const goalMs = 1_000;

/** What one kill came to. */
interface Takeover {
  readonly style: 'closed' | 'crashed';
  /** From the kill until every other tab was ready again; the model loads after that. */
  readonly takeoverMs: number;
  /** From the kill until the model was loaded again. */
  readonly loadedMs: number;
  readonly engines: number;
}

export const tabs: Soak = {
  name: 'tabs',
  title: `${kills} kills of the leading tab among 2 to 5, in turn closed and crashed, the real model loaded anew each time`,
  async run() {
    const open = await openTabs();
    try {
      const takeovers: Takeover[] = [];
      for (let count = 0; count < kills; count += 1) {
        await open.grow(2 + (count % 4));
        takeovers.push(await kill(open, count % 2 === 0 ? 'closed' : 'crashed'));
        if (takeovers.length % 10 === 0) console.log(`${takeovers.length} of ${kills} kills`);
      }
      const times = takeovers.map(({ takeoverMs }) => takeoverMs);
      const p95 = times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN;
      const single = takeovers.filter(({ engines }) => engines === 1).length;
      const { downloads } = open;
      return {
        held: single === kills && downloads === 1 && p95 <= goalMs,
        figures: {
          'exactly one engine after': `${single} of ${kills} kills`,
          downloads: String(downloads),
          'takeover without the model': `${spread(times)}, p95 ${Math.round(p95)} ms (goal ${goalMs})`,
          'with the model loaded': spread(takeovers.map(({ loadedMs }) => loadedMs)),
        },
      };
    } finally {
      await open.close();
    }
  },
};

async function kill(open: Tabs, style: Takeover['style']): Promise<Takeover> {
  const leader = await open.leader();
  const others = open.pages.filter((page) => page !== leader);
  await Promise.all(others.map(watchPhase));
  const startMs = Date.now();
  if (style === 'closed') await leader.close();
  else await open.crash(leader);
  const ready = await Promise.all(others.map(readyAgain));
  // A tab that crashes before the model has decoded leaves the mark that the model is to blame.
  const loaded = await open.loaded({ isWarm: style === 'closed' });
  return {
    style,
    takeoverMs: Math.max(...ready) - startMs,
    loadedMs: loaded - startMs,
    engines: await open.engines(),
  };
}

/** Notes when the page gets ready after it was not. By looking often: a subscriber hears once a frame only. */
function watchPhase(page: Page): Promise<void> {
  return page.evaluate(() => {
    const client = document.querySelector<AppElement>('kinglet-app')?.client;
    if (!client) throw new Error('The page has no client.');
    const noted = { left: false, readyMs: 0 };
    Object.assign(globalThis, { noted });
    const timer = setInterval(() => {
      if (client.state.phase !== 'ready') noted.left = true;
      else if (noted.left) {
        noted.readyMs = Date.now();
        clearInterval(timer);
      }
    }, 4);
  });
}

async function readyAgain(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => (globalThis as { noted?: { readyMs: number } }).noted?.readyMs || false,
    undefined,
    { timeout: 60_000, polling: 20 },
  );
  return Number(await handle.jsonValue());
}

function spread(times: readonly number[]): string {
  return `median ${Math.round(median(times))} ms, worst ${Math.round(Math.max(...times))} ms`;
}
