import { type Clock, type ErrorDetails, KingletError } from '@kinglet/spec';
import type { Losses } from './evicting-writer.ts';

const quietMs = 3_600_000;

/** Tells the user about lost rows: the first time at once, then at most once an hour, with the sum since. */
export class LossNotices {
  readonly #clock: Clock;
  readonly #tell: (error: KingletError) => void;
  #toldMs = Number.NEGATIVE_INFINITY;
  #dropped = 0;
  #unwritten = 0;

  constructor(clock: Clock, tell: (error: KingletError) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add({ droppedRows, unwrittenRows }: Losses): void {
    this.#dropped += droppedRows;
    this.#unwritten += unwrittenRows;
    const now = this.#clock.monotonicMs();
    if (this.#dropped + this.#unwritten === 0 || now - this.#toldMs < quietMs) return;
    const details: ErrorDetails = { droppedRows: this.#dropped, unwrittenRows: this.#unwritten };
    this.#toldMs = now;
    this.#tell(new KingletError('quota-exceeded', lossMessage(this.#dropped, this.#unwritten), { details }));
    this.#dropped = 0;
    this.#unwritten = 0;
  }
}

function lossMessage(dropped: number, unwritten: number): string {
  return (
    "This device's storage for the page is full or does not answer. " +
    `The usage log dropped its ${dropped} oldest rows and could not write ${unwritten} new ones; answers are not affected. ` +
    'Export the log and delete rows, shorten its retention, or delete a model that you do not use.'
  );
}
