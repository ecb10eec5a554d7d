import { find, modelStatus, mount, ScriptedClient } from '@kinglet/element/testing';
import { type DeviceReport, deferred } from '@kinglet/runtime/shared';
import { KingletError } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './bench-view.ts';

const counts = { promptTokens: 250, completionTokens: 32, reusedTokens: 240 };
const report: DeviceReport = {
  ...{ version: 1, date: '2026-11-25T17:00:00.000Z', build: '/assets/main.js', roundTripMs: 0.2 },
  device: {
    ...{ userAgent: 'a browser', cores: 8, memoryGib: 8, crossOriginIsolated: true },
    gpu: { vendor: 'a', architecture: 'b', description: 'A card', shaderF16: false, maxBufferBytes: 1 },
  },
  model: { id: 'tiny', engine: 'wllama', sizeBytes: 1, contextTokens: 4096 },
  speeds: [
    { backend: 'webgpu', error: 'The card is gone.' },
    {
      ...{ backend: 'wasm', threads: 8, loadMs: 1300, prefillPerSecond: 60, decodePerSecond: null },
      ...{ ...counts, firstTextMs: { cold: 4000, reused: 300 } },
    },
  ],
  checks: [
    { check: 'stream', outcome: 'pass', reason: null },
    { check: 'reuse', outcome: 'skipped', reason: 'this engine does not tell' },
    { check: 'stop', outcome: 'fail', reason: 'it went on' },
  ],
};

let view: HTMLElementTagNameMap['kinglet-bench-view'];
let client: ScriptedClient;

beforeEach(() => {
  view = document.createElement('kinglet-bench-view');
  client = new ScriptedClient({ models: [modelStatus({ phase: 'ready' })] });
});

const show = () => mount(view, { client, state: client.state });
const text = () => view.renderRoot.textContent ?? '';

test('measures by one press, and shows what was found: speeds, a backend that failed, checks with their reasons', async () => {
  client.deviceReport = report;
  await show();
  await userEvent.click(find(view, 'button'));
  await expect.poll(text).toContain('Download the report');
  for (const part of ['60 tokens/s', 'not told', '240 tokens reused', 'The card is gone.', 'A card'])
    expect(text()).toContain(part);
  const checks = [...view.renderRoot.querySelectorAll('li')].map((row) =>
    row.textContent?.replace(/\s+/g, ' '),
  );
  expect(checks[0]).toContain('kept Text comes piece by piece');
  expect(checks[1]).toContain('this engine does not tell');
  expect(checks[2]).toContain('not kept');
  expect(checks[2]).toContain('it went on');
  expect(client.calls).toEqual([['measureDevice']]);
});

test('while it measures it says the step, and can be stopped', async () => {
  const measured = deferred<DeviceReport | null>();
  client.measureDevice = () => measured.promise;
  await show();
  await userEvent.click(find(view, 'button'));
  await mount(view, {
    state: { ...client.state, measuring: { step: 'schema', done: 6, total: 11 } },
  });
  expect(text()).toContain('A reply keeps to its JSON Schema');
  expect(find<HTMLProgressElement>(view, 'progress').value).toBe(6);
  await userEvent.click(find(view, 'button'));
  expect(client.calls).toEqual([['stopMeasuring']]);
  measured.resolve(null);
  await expect.poll(text).toContain('Stopped. The model stays as it was.');
  expect(find(view, 'button').textContent?.trim()).toBe('Measure');
});

test('without a model it says where to get one', async () => {
  client = new ScriptedClient({ models: [modelStatus({ phase: 'absent' })] });
  await show();
  expect(find<HTMLButtonElement>(view, 'button').disabled).toBe(true);
  expect(find<HTMLAnchorElement>(view, 'a').getAttribute('href')).toBe('#/models');
});

test('a failure says what to do, and it can be tried again', async () => {
  client.failures.set('measureDevice', new KingletError('engine-lost', 'The model was lost. Load it again.'));
  client.deviceReport = report;
  await show();
  await userEvent.click(find(view, 'button'));
  await expect.poll(text).toContain('The measurement failed. The model was lost. Load it again.');
  await userEvent.click(find(view, 'button'));
  await expect.poll(text).toContain('Download the report');
  expect(text()).not.toContain('failed.');
});
