import { packageElement } from './package/package-element.ts';
import { mustRun } from './run-command.ts';

/** `pnpm package`: builds all and packs what is published on npm. */
await mustRun('node_modules/.bin/vite', ['build', '--logLevel', 'warn']);
console.log(await packageElement({ site: 'dist', to: '.cache/packages' }));
