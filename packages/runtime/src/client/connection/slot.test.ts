import { describe, expect, it } from 'vitest';
import { Slot } from './slot.ts';

describe('Slot', () => {
  it('gives the value to those who wait and to those who come later', async () => {
    const slot = new Slot<string>();
    const early = slot.promise;
    slot.set('a');
    expect(await Promise.all([early, slot.promise])).toEqual(['a', 'a']);
  });

  it('lets wait again once the value was taken away, and gives the next one', async () => {
    const slot = new Slot<string>();
    slot.set('a');
    slot.clear();
    const late = slot.promise;
    slot.set('b');
    expect(await late).toBe('b');
  });

  it('fails those who wait and those who come later, until there is a value again', async () => {
    const slot = new Slot<string>();
    const early = slot.promise;
    slot.fail(new Error('gone'));
    await expect(early).rejects.toThrow('gone');
    await expect(slot.promise).rejects.toThrow('gone');
    slot.set('b');
    expect(await slot.promise).toBe('b');
  });
});
