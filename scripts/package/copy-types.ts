import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { at } from './workspace.ts';

const built = at('.tsbuild');
/** Where the compiler wrote the declarations of what the workspace's packages export. */
const packages: Readonly<Record<string, string>> = {
  '@kinglet/spec': 'spec/index.d.ts',
  '@kinglet/runtime/client': 'runtime/client/index.d.ts',
  '@kinglet/runtime/shared': 'runtime/shared/index.d.ts',
};
const named = /^(import|export) (type )?\{([^}]*)\} from '([^']+)';$/gm;
const specifiers = /(\bfrom |\bimport\(|\bimport )(['"])([^'"]+)\2/g;

/**
 * Copies the declarations that an entry reaches, with relative imports in place of those of packages that nobody publishes. A name that an
 * index passes on is imported from where it is declared, so that nothing comes along which no name needs.
 */
export async function copyTypes(entry: string, to: string): Promise<void> {
  const files = [entry];
  for (const file of files) {
    const direct = await pastIndexes(await readFile(join(built, file), 'utf8'), file);
    const rewritten = direct.replace(
      specifiers,
      (match, before: string, quote: string, specifier: string) => {
        const target = declarationOf(specifier, file);
        if (target === null) return match;
        if (!files.includes(target)) files.push(target);
        return `${before}${quote}${fromFile(file, target).replace(/\.d\.ts$/, '.js')}${quote}`;
      },
    );
    await mkdir(dirname(join(to, file)), { recursive: true });
    await writeFile(join(to, file), rewritten);
  }
}

/** The text of a declaration with its imports from an index split by the files that declare the names. */
async function pastIndexes(text: string, file: string): Promise<string> {
  let result = text;
  for (const [statement, keyword, type = '', names = '', specifier = ''] of text.matchAll(named)) {
    const index = declarationOf(specifier, file);
    if (index === null || basename(index) !== 'index.d.ts') continue;
    const declared = await namesOf(index);
    const lines = listOf(names).map((name) => {
      const source = declared.get(bare(name));
      if (source === undefined)
        throw new Error(`${file} takes ${name}, which ${index} does not pass on by its name.`);
      return `${keyword} ${type}{ ${name} } from '${fromFile(file, source).replace(/\.d\.ts$/, '.ts')}';`;
    });
    result = result.replace(statement, lines.join('\n'));
  }
  return result;
}

/** Which file declares a name that an index passes on. */
async function namesOf(index: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [, , , names = '', specifier = ''] of (await readFile(join(built, index), 'utf8')).matchAll(
    named,
  )) {
    for (const name of listOf(names)) found.set(bare(name), declarationOf(specifier, index) ?? '');
  }
  return found;
}

function listOf(names: string): readonly string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** `Tool` of `type Tool as T`. */
function bare(name: string): string {
  return name.replace(/^type /, '').replace(/ as .*$/, '');
}

/** Null for a dependency that is installed with the package. */
function declarationOf(specifier: string, from: string): string | null {
  if (specifier.startsWith('.')) return join(dirname(from), specifier).replace(/(?<!\.d)\.ts$/, '.d.ts');
  if (!specifier.startsWith('@kinglet/')) return null;
  const target = packages[specifier];
  if (target === undefined)
    throw new Error(`${from} needs types of ${specifier}, which copy-types.ts does not know.`);
  return target;
}

function fromFile(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
