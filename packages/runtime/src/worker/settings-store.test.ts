import 'fake-indexeddb/auto';
import type { KingletError } from '@kinglet/spec';
import { deleteDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../shared/index.ts';
import { openKeyValues } from './key-values.ts';
import { openSettings } from './settings-store.ts';

const denied = vi.fn<(error: KingletError) => void>();
afterEach(() => {
  denied.mockReset();
  vi.restoreAllMocks();
});

describe('openSettings', () => {
  it('keeps settings for the next visit', async () => {
    const values = await openKeyValues('settings-kept', { denied });
    await (await openSettings(values)).update({ noticeRead: true, mirrors: ['https://mirror.example/m'] });
    values.close();
    const next = await openSettings(await openKeyValues('settings-kept', { denied }));
    expect(next.settings).toEqual({
      ...defaultSettings,
      noticeRead: true,
      mirrors: ['https://mirror.example/m'],
    });
    expect(denied).not.toHaveBeenCalled();
  });

  it('refuses what is not valid and changes nothing', async () => {
    const store = await openSettings(await openKeyValues('settings-refused', { denied }));
    await expect(store.update({ mirrors: ['nonsense'] })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(store.settings).toEqual(defaultSettings);
  });

  it('falls back to the default where the store holds nonsense', async () => {
    const values = await openKeyValues('settings-nonsense', { denied });
    await values.put('settings', { log: 'on', mirrors: 5 });
    expect((await openSettings(values)).settings).toEqual(defaultSettings);
  });

  it('holds settings for this visit where storage is blocked, and says so', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const store = await openSettings(await openKeyValues('settings-blocked', { denied }));
    await store.update({ noticeRead: true });
    expect(store.settings.noticeRead).toBe(true);
    expect(denied).toHaveBeenCalledWith(
      expect.objectContaining({
        code: 'storage-denied',
        message: expect.stringMatching(/cannot be stored here.+Allow site data/),
      }),
    );
  });

  it('holds settings for this visit where the database is deleted while open, and says so once', async () => {
    const store = await openSettings(await openKeyValues('settings-deleted', { denied }));
    await deleteDB('settings-deleted');
    await store.update({ noticeRead: true });
    await store.update({ noticeRead: false });
    expect(store.settings.noticeRead).toBe(false);
    expect(denied).toHaveBeenCalledTimes(1);
  });
});
