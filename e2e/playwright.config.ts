import { defineConfig } from '@playwright/test';

/** One worker: the machine may have two cores, and the model wants them. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  // A journey that passes only at its second try is reported as flaky, by name and in the closing counts.
  retries: 1,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? '../.cache/reports/e2e.json' }],
  ],
  outputDir: '../test-results',
});
