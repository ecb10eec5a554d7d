import { KingletError } from '@kinglet/spec';
import { readOptions, usage } from './options.ts';
import { runDemo } from './run-demo.ts';
import { runLoop } from './run-loop.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else if (options.demo) await runDemo(options.file, options);
  else await runLoop(options);
} catch (thrown) {
  if (!(thrown instanceof KingletError)) throw thrown;
  console.error(thrown.message);
  process.exitCode = thrown.code === 'invalid-input' ? 2 : 1;
}
