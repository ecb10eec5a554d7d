import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What docs/shown-by.md names: file and a part of a test's title, which may be empty. */
const named: { readonly path: string; readonly title: string }[] = [];
for (const row of readFileSync('docs/shown-by.md', 'utf8').split('\n')) {
  if (!row.startsWith('|')) continue;
  let path = '';
  for (const [, file, same, title = ''] of row.matchAll(
    /(?:`([^` ]+\.(?:test|spec)\.ts)`|(same file))(?: › ([^|;()]+?))?(?= *[;|()]|\.)/g,
  )) {
    path = same === undefined ? (file ?? '') : path;
    named.push({ path, title: title.trim() });
  }
}

it('docs/shown-by.md names many tests', () => {
  expect(named.length).toBeGreaterThan(60);
});

it.each(named)('$path › $title', ({ path, title }) => {
  expect(existsSync(path), `there is no ${path}`).toBe(true);
  expect(readFileSync(path, 'utf8').replaceAll('\\', ''), `${path} has no such title`).toContain(title);
});
