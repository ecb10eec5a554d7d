import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const one = (text: string): string => redact([text])[0] ?? '';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
const uuid = '550e8400-e29b-41d4-a716-446655440000';

describe('redact replaces', () => {
  it.each([
    ['write to Bob.Smith+news@mail.example.co.uk.', 'write to <EMAIL_1>.'],
    ['mailto:jürg@bücher.example, thanks', 'mailto:<EMAIL_1>, thanks'],
    ['(a@b.ch)', '(<EMAIL_1>)'],
  ])('an e-mail address: %s', (text, expected) => expect(one(text)).toBe(expected));

  it.each([
    ['call +41 44 668 18 00 now', 'call <PHONE_1> now'],
    ['tel:+41446681800', 'tel:<PHONE_1>'],
    ['+41 (0)44 668 18 00', '<PHONE_1>'],
    ['0041 44 668 18 00.', '<PHONE_1>.'],
    ['079 123 45 67 or 0791234568', '<PHONE_1> or <PHONE_2>'],
    ['(020) 7946 0958', '<PHONE_1>'],
    ['030/1234567', '<PHONE_1>'],
    ['01 23 45 67 89', '<PHONE_1>'],
    ['01.23.45.67.89', '<PHONE_1>'],
    ['06-12345678', '<PHONE_1>'],
    ['02 9876 5432', '<PHONE_1>'],
    ['(415) 555-2671', '<PHONE_1>'],
    ['1-800-555-2671, extension 4', '<PHONE_1>, extension 4'],
    ['415.555.2671', '<PHONE_1>'],
    ['{"to":"+41446681800"}', '{"to":"<PHONE_1>"}'],
    ['(call 0791234567)', '(call <PHONE_1>)'],
  ])('a phone number: %s', (text, expected) => expect(one(text)).toBe(expected));

  it.each([
    ['4111 1111 1111 1111', '<CARD_1>'],
    ['pay with 4111111111111111!', 'pay with <CARD_1>!'],
    ['5500-0000-0000-0004', '<CARD_1>'],
    ['3782 822463 10005', '<CARD_1>'],
    ['12 4111 1111 1111 1111 12/27 123', '12 <CARD_1> 12/27 123'],
  ])('a card number: %s', (text, expected) => expect(one(text)).toBe(expected));

  it.each([
    ['to CH93 0076 2011 6238 5295 7 today', 'to <IBAN_1> today'],
    ['DE89370400440532013000', '<IBAN_1>'],
    ['gb29 nwbk 6016 1331 9268 19', '<IBAN_1>'],
    ['CH9300762011623852957, DE89370400440532013000', '<IBAN_1>, <IBAN_2>'],
  ])('an IBAN: %s', (text, expected) => expect(one(text)).toBe(expected));

  it.each([
    ['key=sk-proj-abc123def456ghi789', 'key=<KEY_1>'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '<KEY_1>'],
    ['AKIAIOSFODNN7EXAMPLE', '<KEY_1>'],
    ['AIzaSyA1234567890abcdefghijklmnopqrstuv', '<KEY_1>'],
    [`token ${jwt} ok`, 'token <KEY_1> ok'],
    ['Authorization: Bearer abc.def-1234567890', 'Authorization: Bearer <KEY_1>'],
    ['secret kR9v/T2xQ+u7Zp0LmW4sBn8eYdH3fJ6aGc1oVi5X', 'secret <KEY_1>'],
    ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '<KEY_1>'],
    ['iVBORw0KGgo4AAANSUhEUgAAAAUA7w9kQ2p5xT==', '<KEY_1>'],
  ])('a key: %s', (text, expected) => expect(one(text)).toBe(expected));
});

describe('redact leaves', () => {
  it.each([
    ['dates', '2026-11-22, 22.11.2026, 11/22/2026, 01.02.2024 10:30, 05 06 2024 12, next Friday, 3 March'],
    ['times', '2026-11-22T11:26:43.123456Z, 2026-11-22 11:26:43+01:00, 12:30:15, 1763810803123'],
    ['prices', 'CHF 1 234 567.90, $1,234,567.89, 17.50 plus 10%, EUR 0800, 12.5%'],
    ['measures', '5 foot 11, 5\'11", 12 minutes, 0.0912345678, 47.376887 8.541694, 1e-10'],
    [
      'big numbers',
      '4294967296 and 18446744073709551615 and 1 000 000 000 and 1 010 020 030 and 3.14159265358979',
    ],
    ['arithmetic', '(12+34)*5-6/7, 200 + 300 = 500, -12.5 + +3'],
    ['UUIDs', `row ${uuid} and ${uuid.toUpperCase()}`],
    ['versions and handles', 'lit@3.3.1, @kinglet/spec, v0.12.345-beta.6, ISBN 978-0-306-40615-7'],
    ['a card number with a wrong check digit', '4111 1111 1111 1112'],
    ['an IBAN with wrong check digits', 'CH9400762011623852957'],
    [
      'addresses and names in code',
      'https://example.com/Articles/2024/How-To-Make-Bread getElementsByTagNameAndClassName',
    ],
    [
      'long words',
      'sk-learn-something-or-other-like-this a-kebab-case-name-of-2024-that-is-quite-long aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1',
    ],
    ['unicode', 'Grüezi 👋 – 日本語 \u0000 é'],
  ])('%s', (_, text) => expect(one(text)).toBe(text));
});

describe('placeholders', () => {
  it('are the same for the same value in every text, and differ for others', () => {
    expect(redact(['a@x.ch and b@x.ch', 'To A@X.ch', '{"to":"b@x.ch","tel":"+41446681800"}'])).toEqual([
      '<EMAIL_1> and <EMAIL_2>',
      'To <EMAIL_1>',
      '{"to":"<EMAIL_2>","tel":"<PHONE_1>"}',
    ]);
  });

  it('are the same however a number is grouped', () => {
    expect(redact(['4111 1111 1111 1111', '4111111111111111', '+41 44 668 18 00 +41446681800'])).toEqual([
      '<CARD_1>',
      '<CARD_1>',
      '<PHONE_1> <PHONE_1>',
    ]);
  });

  it('go on after those that the texts hold, so that a second pass changes nothing', () => {
    const once = redact(['a@x.ch wrote <EMAIL_3>', 'b@x.ch']);
    expect(once).toEqual(['<EMAIL_4> wrote <EMAIL_3>', '<EMAIL_5>']);
    expect(redact(once)).toEqual(once);
  });
});
