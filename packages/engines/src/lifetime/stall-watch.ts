import type { Clock } from '@kinglet/spec';

const ticks = 6;

/**
 * Tells a hang from slow work: `stalled` calls back once no `beat` came for `stallMs` of running time. The time is
 * counted in ticks, so that a device that slept through it loses one tick and not all.
 */
export class StallWatch {
  readonly #clock: Clock;
  #beats = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A sign of life. */
  beat(): void {
    this.#beats++;
  }

  /** Watches until `signal` aborts. */
  async run(
    stallMs: number,
    { signal, stalled }: { signal: AbortSignal; stalled: () => void },
  ): Promise<void> {
    let silentTicks = 0;
    let seen = this.#beats;
    while (silentTicks < ticks) {
      try {
        await this.#clock.sleep(stallMs / ticks, { signal });
      } catch {
        return;
      }
      silentTicks = this.#beats === seen ? silentTicks + 1 : 0;
      seen = this.#beats;
    }
    stalled();
  }
}
