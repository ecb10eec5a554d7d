import { expect, test } from 'vitest';
import { routeOf } from './route.ts';

test.each([
  ['#/chat', 'chat'],
  ['#/models', 'models'],
  ['#/log', 'log'],
  ['#/settings', 'settings'],
  ['#/bench', 'bench'],
  ['', 'chat'],
  ['#/nowhere', 'chat'],
  ['#/log/../settings', 'chat'],
])('the hash "%s" shows the view %s', (hash, route) => {
  expect(routeOf(hash)).toBe(route);
});
