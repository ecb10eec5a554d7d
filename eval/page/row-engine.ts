import { type Remote, wrap } from 'comlink';
import type { RowAnswer, RowEngine, RowEngineOptions, RowRequest } from './row-engine.worker.ts';

let engine: Remote<RowEngine> | null = null;

/** Loads base and adapter into the app's engine, in a worker as in the app. */
export async function loadRowEngine(options: RowEngineOptions): Promise<void> {
  engine = wrap<RowEngine>(
    new Worker(new URL('./row-engine.worker.ts', import.meta.url), { type: 'module' }),
  );
  await engine.load(options);
}

/** The request comes as JSON: schemas nest too deep for the types of what crosses to a page. */
export async function answerRow(requestJson: string): Promise<RowAnswer> {
  if (engine === null) throw new Error('load the engine first');
  return engine.answer(JSON.parse(requestJson) as RowRequest);
}
