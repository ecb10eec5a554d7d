import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { type Site, serve } from './page-site.ts';

const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));

/** The production build of the app, served with its own headers. */
export interface BuiltApp extends Site {
  readonly folder: string;
}

/** Builds as `pnpm build` does, but into `folder`: a build of yesterday in `dist/` is never measured. */
export async function buildApp(folder: string): Promise<BuiltApp> {
  const config = { configFile, logLevel: 'error' } as const;
  await build({ ...config, build: { outDir: folder, emptyOutDir: true } });
  const site = await serve({ ...config, build: { outDir: folder } });
  return { ...site, folder };
}
