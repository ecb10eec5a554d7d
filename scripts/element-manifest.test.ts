import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { elementManifest } from './package/element-manifest.ts';
import { at } from './package/workspace.ts';

// That the header says what is so is tested in a browser, by agent-header.browser.test.ts.
it('makes a manifest of all that the class header names, and of nothing private', async () => {
  const source = await readFile(at('packages/element/src/components/agent/agent.ts'), 'utf8');
  const documented = (tag: string) =>
    Array.from(
      source.matchAll(new RegExp(`^ \\* @${tag} (?:\\{\\w+\\} )?\\[?([\\w-]+)`, 'gm')),
      ([, name]) => name,
    ).sort();
  const [module] = (await elementManifest()).modules;
  const [agent] = module?.declarations ?? [];
  const names = (list: readonly { readonly name: string }[] | undefined) =>
    list?.map(({ name }) => name).sort();
  expect(module?.path).toBe('dist/index.js');
  expect(agent?.tagName).toBe('kinglet-agent');
  expect(names(agent?.attributes)).toEqual(documented('attr'));
  expect(names(agent?.events)).toEqual(documented('fires'));
  expect(names(agent?.slots)).toEqual(documented('slot'));
  expect(names(agent?.cssParts)).toEqual(documented('csspart'));
  expect(names(agent?.cssProperties)).toEqual(documented('cssprop'));
  expect(agent?.events?.find(({ name }) => name === 'kinglet-answer')?.type.text).toBe('KingletAnswerEvent');
  expect(names(agent?.members)).toEqual([
    'client',
    'focus',
    'greeting',
    'instructions',
    'model',
    'models',
    'registerTool',
    'tools',
  ]);
}, 30_000);
