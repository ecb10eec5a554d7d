import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, softwareGpuFlags } from './scripts/chromium-flags.ts';

const executablePath = process.env['KINGLET_CHROMIUM'] ?? '/usr/bin/chromium';

/** Threads in WebAssembly need a cross-origin isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
            'scripts/*.test.ts',
            'attack/**/*.test.ts',
            'bench/**/*.test.ts',
            'eval/**/*.test.ts',
            'loop/**/*.test.ts',
            'soak/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        server: { headers: isolation },
        // Found while tests already run, what they import would make Vite reload the page under them.
        optimizeDeps: {
          entries: [
            'packages/*/src/**/*.browser.test.ts',
            'apps/*/src/**/*.browser.test.ts',
            // Vite does not follow the address of a worker.
            'packages/runtime/src/worker/main.ts',
            'packages/engines/src/transformers/*-worker.ts',
          ],
        },
        test: {
          name: 'browser',
          include: ['packages/*/src/**/*.browser.test.ts', 'apps/*/src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath,
                args: [...chromiumFlags, ...softwareGpuFlags],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
