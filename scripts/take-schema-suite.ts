import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `tsx scripts/take-schema-suite.ts FOLDER`: copies what tests need of the JSON Schema Test Suite into `fixtures/`, one line a group.
 * FOLDER is the suite itself, such as `json` in PyPI's source package of `jsonschema`
 * (`pip download --no-deps --no-binary jsonschema jsonschema`).
 */

const target = fileURLToPath(new URL('../fixtures/json-schema-test-suite/', import.meta.url));
/** Only with schemas from a server, or with a vocabulary of one's own. */
const leftOut = ['refRemote.json', 'vocabulary.json'];
const formats = ['date', 'time', 'date-time', 'email', 'uuid', 'ipv4', 'uri'];

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

async function groupsOf(path: string): Promise<readonly string[]> {
  const groups = JSON.parse(await readFile(path, 'utf8')) as readonly Group[];
  const file = path.includes('/format/') ? `format/${basename(path)}` : basename(path);
  return groups.map(({ description, schema, tests }) =>
    JSON.stringify({
      file: file.replace('.json', ''),
      description,
      schema,
      tests: tests.map((test) => [test.description, test.data, test.valid]),
    }),
  );
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: tsx scripts/take-schema-suite.ts FOLDER');
  process.exit(2);
}
await mkdir(target, { recursive: true });
await copyFile(join(folder, 'LICENSE'), join(target, 'LICENSE'));
for (const draft of ['draft2020-12', 'draft7']) {
  const tests = join(folder, 'tests', draft);
  const names = (await readdir(tests)).filter((name) => name.endsWith('.json') && !leftOut.includes(name));
  const paths = [
    ...names.sort().map((name) => join(tests, name)),
    ...formats
      .map((format) => join(tests, 'optional', 'format', `${format}.json`))
      .filter((path) => draft === 'draft2020-12' || !path.endsWith('uuid.json')),
  ];
  const lines = (await Promise.all(paths.map(groupsOf))).flat();
  await writeFile(join(target, `${draft}.jsonl`), `${lines.join('\n')}\n`);
  console.log(`${draft}: ${lines.length} groups of ${paths.length} files`);
}
