import { describe, expect, it } from 'vitest';
import { parseCaps } from './limits-form.ts';

const none = { conversationUsd: '', dayUsd: '', monthUsd: '', callsPerDay: '' };

describe('parseCaps', () => {
  it('reads amounts and calls, and nothing for none', () => {
    expect(parseCaps(none)).toEqual({
      ok: true,
      spend: { conversationUsd: null, dayUsd: null, monthUsd: null, callsPerDay: null },
    });
    expect(parseCaps({ ...none, dayUsd: ' 0,50 ', callsPerDay: '0' })).toMatchObject({
      ok: true,
      spend: { dayUsd: 0.5, callsPerDay: 0 },
    });
  });

  it.each([
    ['conversationUsd', '-1'],
    ['dayUsd', 'five'],
    ['monthUsd', '1e9'],
    ['callsPerDay', '2.5'],
    ['callsPerDay', 'Infinity'],
  ] as const)('refuses a %s of %s by its name and says what is allowed', (field, text) => {
    const parsed = parseCaps({ ...none, [field]: text });
    expect(parsed).toMatchObject({ ok: false, field, message: expect.stringContaining(`“${text}”`) });
  });
});
