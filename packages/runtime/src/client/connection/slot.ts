import { deferred } from '../../shared/index.ts';

/** A value that may come late, be taken away, or fail; who asks waits for it. */
export class Slot<T> {
  #next = deferred<T>();
  #isSettled = false;

  /** The value that stands, else the next one; rejects where the last word was a failure. */
  get promise(): Promise<T> {
    return this.#next.promise;
  }

  set(value: T): void {
    this.clear();
    this.#isSettled = true;
    this.#next.resolve(value);
  }

  fail(error: Error): void {
    this.clear();
    this.#isSettled = true;
    this.#next.promise.catch(() => {}); // Nobody may be waiting.
    this.#next.reject(error);
  }

  /** From here on, who asks waits. */
  clear(): void {
    if (!this.#isSettled) return;
    this.#isSettled = false;
    this.#next = deferred<T>();
  }
}
