import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The drawing of ARCHITECTURE.md as numbers: a package may import only from lower layers. */
const layers: Readonly<Record<string, number>> = {
  spec: 0,
  engines: 1,
  gguf: 1,
  tools: 1,
  policy: 1,
  router: 1,
  'usage-log': 1,
  agent: 2,
  runtime: 3,
  element: 4,
};

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Also what a published package is bundled with. */
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** One line for each dependency that points up or sideways. */
function violations(name: string, manifest: Manifest): readonly string[] {
  const own = layers[name];
  if (own === undefined)
    return name === 'testkit' ? [] : [`packages/${name} has no layer in scripts/check-layers.ts`];
  const forTests = (dependency: string) =>
    dependency === '@kinglet/testkit' && !manifest.dependencies?.[dependency];
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((dependency) => dependency.startsWith('@kinglet/') && !forTests(dependency))
    .map((dependency) => dependency.slice('@kinglet/'.length))
    .filter((dependency) => (layers[dependency] ?? Number.POSITIVE_INFINITY) >= own)
    .map((dependency) => `packages/${name} (layer ${own}) may not import packages/${dependency}`);
}

const found = readdirSync('packages').flatMap((name) =>
  violations(name, JSON.parse(readFileSync(join('packages', name, 'package.json'), 'utf8')) as Manifest),
);
for (const line of found) console.error(line);
console.log(found.length === 0 ? 'Imports only point down.' : `${found.length} imports point up.`);
process.exitCode = found.length === 0 ? 0 : 1;
