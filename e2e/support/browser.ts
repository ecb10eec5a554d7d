import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { chromiumFlags } from '../../scripts/chromium-flags.ts';
import { publicSiteFlags } from './public-site.ts';

/** A browser with a profile on disk: storage, service workers and installs are real and outlive a restart. */
export interface Profile {
  /** Starts the browser over the same profile, closing the one before. */
  restart(): Promise<BrowserContext>;
  /** Closes the browser and deletes the profile. */
  remove(): Promise<void>;
}

export async function newProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-profile-'));
  let context: BrowserContext | null = null;
  const executablePath = process.env['KINGLET_CHROMIUM'] ?? '/usr/bin/chromium';
  return {
    async restart() {
      await context?.close();
      context = await chromium.launchPersistentContext(folder, {
        executablePath,
        args: [...chromiumFlags, ...publicSiteFlags],
        viewport: { width: 1280, height: 800 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      context.setDefaultTimeout(30_000);
      return context;
    },
    async remove() {
      await context?.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
