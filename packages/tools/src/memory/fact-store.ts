import { KingletError } from '@kinglet/spec';
import { type Effect, type Item, ItemStore } from '../storage/item-store.ts';
import { cleanText } from '../text/clean-text.ts';

/** Something that the user wants kept in mind in every conversation. */
export type Fact = Item;

/** More than these would crowd out the conversation. */
export const maxFacts = 50;
/** In characters. */
export const maxFactLength = 200;

/** The list of facts, which the user sees and edits. Methods reject with KingletError, also for a text that cannot be kept. */
export class FactStore {
  readonly #items: ItemStore<Fact>;

  constructor(name: string) {
    this.#items = new ItemStore<Fact>(name);
  }

  /** Oldest first, so that a prompt which lists them grows at its end. */
  async list(): Promise<readonly Fact[]> {
    return [...(await this.#items.list())].reverse();
  }

  /** Keeps one more; the same words are kept once. With an effect, once per key. Gives what it says of it. */
  async add(fact: Fact, effect: Effect | null): Promise<string> {
    const text = factText(fact.text);
    return this.#items.change(effect, (facts) => {
      if (facts.some((each) => each.text.toLowerCase() === text.toLowerCase())) {
        return { content: `That is in the list already: "${text}".` };
      }
      if (facts.length >= maxFacts) {
        throw new KingletError(
          'invalid-input',
          `${facts.length} facts are kept, and at most ${maxFacts} can be. Delete one in the settings first.`,
        );
      }
      return { put: [{ ...fact, text }], content: `I will remember: "${text}".` };
    });
  }

  /** Another text for one of the list; nothing happens where it is gone. */
  async edit(id: string, words: string): Promise<void> {
    const text = factText(words);
    await this.#items.change(null, (facts) => ({
      put: facts.filter((fact) => fact.id === id).map((fact) => ({ ...fact, text })),
      content: '',
    }));
  }

  async remove(id: string): Promise<void> {
    await this.#items.change(null, () => ({ remove: [id], content: '' }));
  }

  async clear(): Promise<void> {
    await this.#items.change(null, (facts) => ({ remove: facts.map(({ id }) => id), content: '' }));
  }

  /** As `ItemStore.onChange`. */
  onChange(listener: () => void): () => void {
    return this.#items.onChange(listener);
  }
}

/** Opens the list; the database itself is opened at first use. */
export function openFacts({ name = 'kinglet-facts' }: { name?: string } = {}): FactStore {
  return new FactStore(name);
}

/** One line. */
function factText(words: string): string {
  const text = cleanText(words).replace(/\s+/g, ' ').trim();
  if (text === '')
    throw new KingletError('invalid-input', 'There is nothing to remember. Say it in a sentence.');
  if (text.length <= maxFactLength) return text;
  throw new KingletError(
    'invalid-input',
    `This has ${text.length} characters; at most ${maxFactLength} are kept. Say it shorter, or make it a note.`,
  );
}
