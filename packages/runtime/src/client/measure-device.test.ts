import { expect, it, vi } from 'vitest';
import type { TabApi } from '../shared/index.ts';
import { measureDevice } from './measure-device.ts';

it.each([
  ['adds what a verb costs to the report of the worker', { version: 1 }, { version: 1 }],
  ['gives none where the worker was stopped', null, null],
])('%s', async (_, report, expected) => {
  const ping = vi.fn(async () => {});
  const api = { ping, measureDevice: async () => report } as unknown as TabApi;
  const measured = await measureDevice((verb) => verb(api));
  expect(ping.mock.calls.length).toBeGreaterThan(100);
  if (expected === null) expect(measured).toBeNull();
  else expect(measured).toMatchObject({ ...expected, roundTripMs: expect.any(Number) });
});
