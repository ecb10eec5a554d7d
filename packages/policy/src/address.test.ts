import { describe, expect, it } from 'vitest';
import { addressesIn, addressKey } from './address.ts';

const isNamed = (address: string, text: string) => addressesIn(text).has(addressKey(address) ?? 'none');

describe('an address in a message', () => {
  it.each([
    ['https://example.com', 'Read https://example.com.'],
    ['https://example.com/', 'https://EXAMPLE.com:443 please'],
    ['example.com/a', '(see example.com/a)'],
    ['https://example.com/a', '[this](https://example.com/a), then'],
    ['https://example.com/a#part', '"https://example.com/a"'],
    ['https://example.com/Foo_(bar)', 'what says https://example.com/Foo_(bar)?'],
    ['https://example.com/?q=1&r=2', '<https://example.com/?q=1&r=2>'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example'],
  ])('[P7] %s is named in: %s', (address, text) => {
    expect(isNamed(address, text)).toBe(true);
  });

  it.each([
    ['https://example.com', 'https://example.com.evil.org'],
    ['https://evil.org', 'https://example.com/?next=https://evil.org'],
    ['https://evil.org', 'https://evil.org@example.com'],
    ['https://example.com@evil.org', 'https://example.com@evil.org'],
    ['https://example.com/b', 'https://example.com/a'],
    ['https://example.com/A', 'https://example.com/a'],
    ['http://example.com', 'https://example.com'],
    ['https://example.com:8443', 'https://example.com'],
    ['https://www.example.com', 'https://example.com'],
    ['https://exаmple.com', 'https://example.com'],
    ['https://example.com', 'write to me@example.com'],
    ['https://example.com/?q=x', 'https://example.com'],
  ])('[P7] %s is not named in: %s', (address, text) => {
    expect(isNamed(address, text)).toBe(false);
  });

  it('[P7] reads a text made to be slow in one pass', () => {
    const brackets = Array.from({ length: 300_000 }, (_, index) => ')]}'[(index * index) % 3]).join('');
    expect(addressesIn(`https://example.com/a${brackets}`)).toEqual(new Set(['https://example.com/a']));
  });

  it('[P2] has no key for what is no http address', () => {
    for (const text of [
      '',
      'hello',
      'mailto:a@example.com',
      'javascript:1',
      'https://',
      'https://u:p@example.com',
      '12.5',
    ]) {
      expect(addressKey(text)).toBeNull();
    }
  });
});
