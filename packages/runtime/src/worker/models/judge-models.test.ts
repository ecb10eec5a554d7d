import { expect, it } from 'vitest';
import { isNews } from './judge-models.ts';

const speed = { basis: 'measured', backend: 'wasm', prefillPerSecond: 60, decodePerSecond: 20 } as const;
const verdict = { fit: 'good', fitReason: 'writes faster than it is read', speed, backend: 'wasm' } as const;

it.each([
  ['the same', verdict, false],
  ['a little slower', { ...verdict, speed: { ...speed, decodePerSecond: 19 } }, false],
  ['much slower', { ...verdict, speed: { ...speed, decodePerSecond: 15 } }, true],
  ['a slower reader', { ...verdict, speed: { ...speed, prefillPerSecond: 40 } }, true],
  ['measured at last', { ...verdict, speed: { ...speed, basis: 'expected' as const } }, true],
  ['a rate that is not known any more', { ...verdict, speed: { ...speed, prefillPerSecond: null } }, true],
  ['no speed', { ...verdict, speed: null }, true],
  ['another fit', { ...verdict, fit: 'slow' as const }, true],
  ['another backend', { ...verdict, backend: 'webgpu' as const }, true],
])('of %s', (_what, now, news) => {
  expect(isNews(verdict, now)).toBe(news);
});

it('of nothing before and after', () => {
  expect(isNews({ ...verdict, speed: null }, { ...verdict, speed: null })).toBe(false);
});
