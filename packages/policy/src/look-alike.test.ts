import { describe, expect, it } from 'vitest';
import { looksLike } from './look-alike.ts';

const known = ['read', 'note', 'delete', 'list', 'send_mail', 'form', 'bank2'];

describe('looksLike', () => {
  it.each([
    ['Read', 'read'],
    ['reаd', 'read'],
    ['re\u200bad', 'read'],
    ['re\u00adad', 'read'],
    ['\u202eread', 'read'],
    ['ｒｅａｄ', 'read'],
    ['reád', 'read'],
    ['1ist', 'list'],
    ['iist', 'list'],
    ['n0te', 'note'],
    ['nоtе', 'note'],
    ['de1ete', 'delete'],
    ['sendmail', 'send_mail'],
    ['send__mail', 'send_mail'],
    ['send-mail', 'send_mail'],
    ['forrn', 'form'],
    ['bankz', 'bank2'],
  ])('[P18] takes %s for %s', (name, twin) => {
    expect(looksLike(name, known)).toBe(twin);
  });

  it.each(['read', 'reads', 'ready', 'notes', 'remind', 'basket_add', 'send'])(
    '[P18] leaves %s as it is',
    (name) => {
      expect(looksLike(name, known)).toBeNull();
    },
  );
});
