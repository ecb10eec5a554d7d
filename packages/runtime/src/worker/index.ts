export { createOutbox, type Outbox } from './outbox.ts';
export { type StartOptions, startWorker } from './start-worker.ts';
