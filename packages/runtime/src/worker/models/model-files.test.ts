import type { ModelFile, ModelRecord } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { sha256 } from 'hash-wasm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGate } from '../gate.ts';
import { memoryDirectory } from './memory-directory.ts';
import { ModelFiles } from './model-files.ts';
import { tabProgress, tabProgressChannel } from './tab-progress.ts';

const bytes = new Uint8Array(30_000).fill(7);
const file: ModelFile = {
  name: 'tiny.gguf',
  sizeBytes: bytes.length,
  sha256: await sha256(bytes),
  sources: ['https://hub.example/tiny.gguf'],
};
const model: ModelRecord = {
  ...{
    id: 'tiny',
    name: 'Tiny',
    engine: 'wllama',
    licence: null,
    sizeBytes: bytes.length,
    memoryBytes: null,
  },
  ...{ contextTokens: 128, files: [file], requires: [], summary: '' },
};

describe('two tabs that want one model', () => {
  let channels: BroadcastChannel[];
  let requests: number;
  let goOn: () => void;
  let tab: () => { files: ModelFiles; download: Promise<void>; told: number[]; stop: AbortController };

  beforeEach(() => {
    channels = [];
    requests = 0;
    const directory = memoryDirectory();
    const gate = createGate();
    const clock = fakeClock();
    const half = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    tab = () => {
      const channel = new BroadcastChannel(tabProgressChannel);
      channels.push(channel);
      const files = new ModelFiles({
        ...{ directory, clock, mirrors: () => [], freeBytes: async () => null, tabs: tabProgress(channel) },
        async fetch() {
          requests += 1;
          return new Response(
            new ReadableStream({
              async start(controller) {
                controller.enqueue(bytes.slice(0, 10_000));
                await clock.advance(1_000);
                controller.enqueue(bytes.slice(10_000, 20_000));
                await half;
                await clock.advance(1_000);
                controller.enqueue(bytes.slice(20_000));
                controller.close();
              },
            }),
          );
        },
        async exclusive(_name, signal, task) {
          const leave = await gate.enter(signal);
          return task().finally(leave);
        },
      });
      const told: number[] = [];
      const stop = new AbortController();
      const onProgress = ({ receivedBytes }: { receivedBytes: number }) => told.push(receivedBytes);
      return { files, told, stop, download: files.download(model, { onProgress, signal: stop.signal }) };
    };
  });
  afterEach(() => {
    for (const channel of channels) channel.close();
  });

  it('have one download, and the one that waits shows its progress', async () => {
    const first = tab();
    const waiting = tab();
    await vi.waitFor(() => expect(waiting.told).toContain(10_000));
    goOn();
    await Promise.all([first.download, waiting.download]);
    expect(requests).toBe(1);
    expect(await waiting.files.isWhole(model)).toBe(true);
  });

  it('stop each for itself: one that waits lets the other go on', async () => {
    const first = tab();
    const waiting = tab();
    waiting.stop.abort('paused');
    await expect(waiting.download).rejects.toBe('paused');
    goOn();
    await first.download;
    expect(await first.files.isWhole(model)).toBe(true);
  });

  it('go on in turn where the first one stops', async () => {
    const first = tab();
    const waiting = tab();
    await vi.waitFor(() => expect(first.told).toContain(10_000));
    first.stop.abort('paused');
    goOn();
    await expect(first.download).rejects.toBe('paused');
    await waiting.download;
    expect(await waiting.files.isWhole(model)).toBe(true);
  });
});
