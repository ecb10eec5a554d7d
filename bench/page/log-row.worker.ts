import { systemClock } from '@kinglet/runtime/worker/system-clock';
import type { LogRow } from '@kinglet/spec';
import { openUsageLog } from '@kinglet/usage-log';
import { expose } from 'comlink';
import { deleteDB, openDB } from 'idb';

const rowsPerRun = 1000;

/** Microseconds a row, one value for each round. */
export interface LogRowTimes {
  /** Time in `append`. */
  readonly hot: number[];
  /** From the first `append` until all rows are redacted and written. */
  readonly drained: number[];
  /** One awaited `put` for each row, in a transaction of its own. */
  readonly put: number[];
}

/** A row of 2 kB: prompt as an agent step's, with an address and a number to redact. */
function row(index: number): LogRow {
  const tools =
    'convert(quantity: string, unit: string): converts a measure such as 5 foot 11 to another unit. ';
  const prompt = `Today is 2026-11-22. ${tools.repeat(17)} Mail bob@example.com or call +41 44 668 18 00.`;
  return {
    id: `row-${index}`,
    kind: 'agent',
    timeMs: Date.now(),
    conversationId: `conversation-${index % 10}`,
    runId: `run-${index >> 1}`,
    step: 0,
    engine: 'wllama',
    modelId: 'smollm2-135m-instruct-q4_1',
    adapter: null,
    place: 'device',
    backend: 'wasm',
    host: null,
    retention: 'text',
    prompt,
    reply: 'It is 180.34 cm; bob@example.com has it.',
    toolCalls: [{ id: 'call', name: 'convert', argumentsText: '{"quantity":"5 foot 11","unit":"cm"}' }],
    stats: {
      usage: { promptTokens: 500, reusedTokens: 480, completionTokens: 20 },
      timeToFirstTokenMs: 400,
      durationMs: 1400,
      tokensPerSecond: 20,
      costUsd: 0,
      finishReason: 'tool-call',
    },
    trigger: null,
    verdicts: [{ check: 'schema', passed: true, reason: 'The call fits the schema.' }],
    errorCode: null,
    droppedExchanges: 0,
    feedback: null,
  };
}

async function timeLog(rows: readonly LogRow[]): Promise<{ hot: number; drained: number }> {
  const name = 'bench-log';
  const log = await openUsageLog({
    name,
    clock: systemClock,
    settings: { enabled: true, retention: 'text', retentionDays: 90 },
    onDropped: (error) => {
      throw error;
    },
  });
  const start = performance.now();
  for (const each of rows) log.append(each);
  const appended = performance.now();
  await log.flush();
  const flushed = performance.now();
  await log.close();
  await deleteDB(name);
  return { hot: perRow(appended - start), drained: perRow(flushed - start) };
}

async function timePuts(rows: readonly LogRow[]): Promise<number> {
  const name = 'bench-puts';
  const database = await openDB(name, 1, {
    upgrade(created) {
      const store = created.createObjectStore('rows', { keyPath: 'id' });
      store.createIndex('time', 'timeMs');
      store.createIndex('conversation', ['conversationId', 'timeMs']);
    },
  });
  const start = performance.now();
  for (const each of rows) await database.put('rows', each);
  const end = performance.now();
  database.close();
  await deleteDB(name);
  return perRow(end - start);
}

function perRow(durationMs: number): number {
  return (durationMs * 1000) / rowsPerRun;
}

/** Both in turn, after one round that is thrown away. */
async function measure(rounds: number): Promise<LogRowTimes> {
  const times: LogRowTimes = { hot: [], drained: [], put: [] };
  const rows = Array.from({ length: rowsPerRun }, (_, index) => row(index));
  for (let round = -1; round < rounds; round += 1) {
    const log = await timeLog(rows);
    const put = await timePuts(rows);
    if (round < 0) continue;
    times.hot.push(log.hot);
    times.drained.push(log.drained);
    times.put.push(put);
  }
  return times;
}

expose(measure);
