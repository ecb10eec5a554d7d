import { type Item, ItemStore } from '../storage/item-store.ts';

/** A note on the device. */
export type Note = Item;

/** The user's notes. */
export type NoteStore = ItemStore<Note>;

/** Opens the notes; the database itself is opened at first use. */
export function openNotes({ name = 'kinglet-notes' }: { name?: string } = {}): NoteStore {
  return new ItemStore<Note>(name);
}
