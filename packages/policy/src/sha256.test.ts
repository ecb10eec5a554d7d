import { describe, expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('has the value that FIPS 180-4 gives for text %#', (text, hash) => {
    expect(sha256(text)).toBe(hash);
  });

  it("hashes as Python's hashlib does, at every length of a block and in every script", () => {
    const text = 'é😀x买'.repeat(40);
    let chain = '';
    for (let length = 0; length < 140; length += 1) chain = sha256(chain + text.slice(0, length));
    expect(chain).toBe('c54901f68f67fda9a78f5f275a088758f38d5802105186cdfd8dd3111ec02d51');
  });
});
