import type { FactStore } from '@kinglet/tools';
import type { Fact } from '../shared/index.ts';

/** What the user wants remembered, as it stood last: so that a prompt and a page need not wait for the store. */
export class FactList {
  readonly #store: FactStore;
  #facts: readonly Fact[] = [];

  private constructor(store: FactStore) {
    this.#store = store;
  }

  /** Never rejects: where nothing can be read, nothing is remembered. `changed` hears of each change made by this worker. */
  static async open(
    store: FactStore,
    { changed }: { changed: (facts: readonly Fact[]) => void },
  ): Promise<FactList> {
    const list = new FactList(store);
    await list.#read().catch(() => {});
    store.onChange(() => {
      void list
        .#read()
        .then(() => changed(list.#facts))
        .catch(() => {});
    });
    return list;
  }

  get facts(): readonly Fact[] {
    return this.#facts;
  }

  async #read(): Promise<void> {
    this.#facts = await this.#store.list();
  }
}
