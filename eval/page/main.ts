import { answerRow, loadRowEngine } from './row-engine.ts';
import { openApp, runTask } from './task-run.ts';

const actions = { loadRowEngine, answerRow, openApp, runTask };

/** What the evaluation's page can do. The harness calls it by name. */
export type Actions = typeof actions;

declare global {
  var evaluation: Actions;
}

globalThis.evaluation = actions;
