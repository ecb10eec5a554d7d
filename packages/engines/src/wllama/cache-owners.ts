interface SeenPrompt {
  /** Number of the adapter that was on; undefined: the base alone. */
  readonly adapter: number | undefined;
  readonly text: string;
}

/** What stands further back makes no difference to the decision. */
const maxLength = 2000;
/** llama.cpp takes no stored state of which less than a quarter is used again; less here, since characters are no tokens. */
const leastShare = 0.1;

/**
 * Keeps the adapters' shares of llama.cpp's prompt cache apart.
 *
 * A prompt that left its slot is stored with its state, and found again by its tokens alone, whatever adapter wrote it. A
 * request on another adapter than the one before begins anew; one on the same adapter would go on from a stranger's state where that
 * fits better than what the slot holds. It has to read its whole prompt again then. Holds the opening of each different prompt,
 * as long as llama.cpp holds their states, which are far larger.
 */
export class CacheOwners {
  readonly #seen: SeenPrompt[] = [];

  /** Whether the prompt may go on from the cache. Call it once for each request, in their order. */
  admit(prompt: string, adapter: number | undefined): boolean {
    const text = prompt.replace(/<\|[a-z_]+\|>/g, '\u0000').slice(0, maxLength);
    const last = this.#seen.at(-1);
    const isNew = last === undefined || last.adapter !== adapter;
    const held = isNew ? 0 : sharedLength(text, last.text);
    const isSafe =
      isNew ||
      this.#seen.every((seen) => {
        const shared = seen.adapter === adapter ? 0 : sharedLength(text, seen.text);
        return shared <= held || shared < seen.text.length * leastShare;
      });
    const again = this.#seen.findIndex((seen) => seen.adapter === adapter && seen.text === text);
    if (again >= 0) this.#seen.splice(again, 1);
    this.#seen.push({ adapter, text });
    return isSafe;
  }
}

function sharedLength(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left[length] === right[length]) length += 1;
  return length;
}
