import { afterEach, describe, expect, it, vi } from 'vitest';
import { openOpfsDirectory } from './opfs-directory.ts';

afterEach(() => void vi.unstubAllGlobals());

describe('openOpfsDirectory', () => {
  it.each([
    [
      'storage is denied',
      { storage: { getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) } },
    ],
    ['the browser has no such storage', { storage: undefined }],
    [
      'the folder cannot be made',
      {
        storage: {
          getDirectory: async () => ({
            getDirectoryHandle: () => Promise.reject(new DOMException('no', 'UnknownError')),
          }),
        },
      },
    ],
  ])('says what it means where %s', async (_what, navigator) => {
    vi.stubGlobal('navigator', navigator);
    await expect(openOpfsDirectory()).rejects.toMatchObject({
      code: 'storage-denied',
      message: expect.stringContaining('until this page closes'),
    });
  });
});
