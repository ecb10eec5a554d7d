import { KingletError } from '@kinglet/spec';

/** Holds one key for one exact origin, in this closure's memory only. Nothing lists it, and it has no text form. */
export interface KeyVault {
  readonly hasKey: boolean;
  /** Sets the key for the origin of `baseUrl`. @throws KingletError `invalid-input` for a key that cannot be one. */
  set(baseUrl: string, key: string): void;
  /** The endpoint changed: the key goes, unless the origin is the same. Null: no endpoint any more. */
  bind(baseUrl: string | null): void;
  /** The key, for that origin alone; null for every other. */
  keyFor(url: string): string | null;
}

/** Visible ASCII without spaces: what a header value can carry and every known key is made of. */
const keyPattern = /^[\x21-\x7e]{1,500}$/;

export function createKeyVault(): KeyVault {
  let held: { readonly origin: string; readonly key: string } | null = null;
  return {
    get hasKey() {
      return held !== null;
    },
    set(baseUrl, key) {
      const origin = new URL(baseUrl).origin;
      if (!keyPattern.test(key)) {
        throw new KingletError('invalid-input', keyProblem(key), { details: { length: key.length } });
      }
      held = { origin, key };
    },
    bind(baseUrl) {
      if (held && (baseUrl === null || new URL(baseUrl).origin !== held.origin)) held = null;
    },
    keyFor: (url) => (held && new URL(url).origin === held.origin ? held.key : null),
  };
}

/** Says what is wrong without a character of it. */
function keyProblem(key: string): string {
  if (key === '') return 'The key is empty. Paste the key, or leave the field alone to use none.';
  if (/\s/.test(key)) return 'The key has a space or a line break in it. Copy it again without one.';
  if (key.length > 500)
    return `The key has ${key.length} characters; at most 500 are taken. Copy the key alone.`;
  return 'The key has a character that no key has. Copy it again as plain text.';
}
