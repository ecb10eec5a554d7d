import { deleteDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { openNotes } from '../notes/note-store.ts';
import { noteTools } from '../notes/note-tools.ts';
import { call } from '../testing/tool-context.ts';

describe('notes in a real browser', () => {
  it('are kept over connections, and survive the deletion of the database', async () => {
    const name = `notes-${crypto.randomUUID()}`;
    const store = openNotes({ name });
    const [note, search] = noteTools(store);
    if (note === undefined || search === undefined) throw new Error('no tools');
    expect(await call(note, { text: 'the key is in the drawer' })).toMatchObject({ failed: false });
    await store.close();
    expect((await call(search, { query: 'key' })).content).toContain('drawer');
    await deleteDB(name);
    expect((await call(search, { query: 'key' })).content).toContain('There are 0 notes');
    expect(await call(note, { text: 'again' })).toMatchObject({ failed: false });
    await store.close();
    await deleteDB(name);
  });
});
