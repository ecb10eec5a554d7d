import { describe, expect, it } from 'vitest';
import { createKeyVault } from './key-vault.ts';

const base = 'https://api.example/v1';
const key = 'sk-secret-0123456789';

describe('createKeyVault', () => {
  it('gives the key to its own origin alone', () => {
    const vault = createKeyVault();
    vault.set(base, key);
    expect(vault.keyFor('https://api.example/v1/chat/completions')).toBe(key);
    for (const url of ['https://api.example.evil/', 'http://api.example/', 'https://api.example:8443/']) {
      expect(vault.keyFor(url)).toBeNull();
    }
  });

  it('keeps the key while the origin stays, and drops it when it changes or goes', () => {
    const vault = createKeyVault();
    vault.set(base, key);
    vault.bind('https://api.example/v2');
    expect(vault.hasKey).toBe(true);
    vault.bind('https://other.example/v1');
    expect(vault.hasKey).toBe(false);
    vault.bind(base);
    expect(vault.keyFor(base)).toBeNull();
    vault.set(base, key);
    vault.bind(null);
    expect(vault.hasKey).toBe(false);
  });

  it.each(['', 'sk secret', 'sk-secret\n', '\tsk', 'sk\u0000', 'schlüssel', 'x'.repeat(501)])(
    'refuses %j, keeps the old key, and does not repeat it',
    (bad) => {
      const vault = createKeyVault();
      vault.set(base, key);
      const error = (() => {
        try {
          vault.set(base, bad);
        } catch (thrown) {
          return thrown;
        }
      })();
      expect(error).toMatchObject({ code: 'invalid-input' });
      if (bad.length > 5)
        expect(JSON.stringify((error as { toShape(): unknown }).toShape())).not.toContain(bad);
      expect(vault.keyFor(base)).toBe(key);
    },
  );

  it('shows nothing of the key when it is printed', () => {
    const vault = createKeyVault();
    vault.set(base, key);
    expect(JSON.stringify(vault)).not.toContain('secret');
    expect(Object.values(vault).join()).not.toContain('secret');
  });
});
