import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { at } from './workspace.ts';

const element = at('packages/element');

interface Described {
  readonly name: string;
  readonly description?: string;
}

/** As much of the custom-elements manifest as is read here. */
export interface ElementManifest {
  readonly modules: readonly {
    readonly path: string;
    readonly declarations: readonly {
      readonly tagName?: string;
      readonly attributes?: readonly Described[];
      readonly members?: readonly (Described & { readonly privacy?: string })[];
      readonly events?: readonly (Described & { readonly type: { readonly text: string } })[];
      readonly slots?: readonly Described[];
      readonly cssParts?: readonly Described[];
      readonly cssProperties?: readonly Described[];
    }[];
    readonly exports: readonly unknown[];
  }[];
}

/** What editors and catalogues read of `<kinglet-agent>`: made of its class header, without what is private. */
export async function elementManifest(): Promise<ElementManifest> {
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-manifest-'));
  try {
    // The analyzer takes where it writes as relative to where it runs.
    const options = ['--quiet', '--outdir', relative(element, folder)];
    await promisify(execFile)(join(element, 'node_modules/.bin/cem'), ['analyze', ...options], {
      cwd: element,
    });
    const manifest = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8'));
    return published(manifest as ElementManifest);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function published(manifest: ElementManifest): ElementManifest {
  const path = 'dist/index.js';
  const modules = manifest.modules.map(({ declarations, ...module }) => ({
    ...module,
    path,
    declarations: declarations.map(({ members = [], ...declaration }) => ({
      ...declaration,
      members: members.filter(({ privacy }) => privacy !== 'private'),
    })),
    exports: [
      { kind: 'js', name: 'KingletAgent', declaration: { name: 'KingletAgent', module: path } },
      {
        kind: 'custom-element-definition',
        name: 'kinglet-agent',
        declaration: { name: 'KingletAgent', module: path },
      },
    ],
  }));
  return { ...manifest, modules };
}
