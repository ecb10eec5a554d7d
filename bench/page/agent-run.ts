/// <reference types="vite/client" />
import { createKingletClient, type KingletClient } from '@kinglet/runtime/client';
import workerUrl from '../../packages/runtime/src/worker/main.ts?worker&url';
import { until } from './until.ts';

/** One answer through worker and agent, timed on the page. */
export interface AgentRun {
  readonly prompt: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** From the end of the answering step's prefill to the end of the run. */
  readonly tokensPerSecond: number;
}

/** The runtime with the catalogue's default model loaded. */
export async function readyClient(): Promise<{
  client: KingletClient;
  threads: number;
  contextTokens: number;
}> {
  const client = createKingletClient({
    createWorker: () => new Worker(workerUrl, { type: 'module' }),
    catalogueUrl: 'models/catalogue.json',
    storage: null,
  });
  const started = await until(client, ({ phase }) => phase !== 'starting');
  const model = started.models[0]?.model.id;
  if (model === undefined) throw new Error(started.error?.message ?? 'the catalogue is empty');
  await client.loadModel(model);
  const { models } = await until(client, (state) => state.models[0]?.phase === 'ready');
  const engine = models[0]?.engine;
  if (engine?.backend !== 'wasm') throw new Error(`the agent runs on ${engine?.backend}, the peer on wasm`);
  return { client, threads: engine.threads, contextTokens: engine.contextTokens };
}

/**
 * Asks in a new conversation, so that each run has the same prompts and decodes the same greedy answer. A run may have
 * more steps; what counts is the last one, which answers.
 */
export async function runAgent(client: KingletClient, text: string): Promise<AgentRun> {
  await client.newConversation();
  await client.send(text);
  let prefills = 0;
  let startMs = Number.NaN;
  const ended = await until(client, ({ runs: [run] }) => {
    const now = run?.record.events.filter(({ type }) => type === 'prefill-end').length ?? 0;
    if (now > prefills) startMs = performance.now();
    prefills = now;
    return run !== undefined && run.status !== 'running';
  });
  const endMs = performance.now();
  const [run] = ended.runs;
  const [row] = await client.queryLog({ limit: 1 });
  const isDecoded = row?.stats.finishReason === 'stop' || row?.stats.finishReason === 'length';
  if (row === undefined || !isDecoded) throw new Error(`the run ended: ${run?.notice}`);
  const { promptTokens, completionTokens } = row.stats.usage;
  const tokensPerSecond = (completionTokens * 1000) / (endMs - startMs);
  return { prompt: row.prompt, promptTokens, completionTokens, tokensPerSecond };
}
