import { KingletError } from '@kinglet/spec';
import { readOptions, usage } from './options.ts';
import { runCalls } from './run-calls.ts';
import { runCategories } from './run-categories.ts';
import { runConfidence } from './run-confidence.ts';
import { runPlot } from './run-plot.ts';
import { runTasks } from './run-tasks.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else if (options.plot !== undefined) await runPlot(options.plot, options.files);
  else if (options.tasks !== undefined) await runTasks(options.tasks, options);
  else if (options.confidence !== undefined) await runConfidence(options.confidence, options);
  else if (options.calls !== undefined) await runCalls(options.calls, options);
  else await runCategories(options);
} catch (thrown) {
  if (!(thrown instanceof KingletError)) throw thrown;
  console.error(thrown.message);
  process.exitCode = thrown.code === 'invalid-input' ? 2 : 1;
}
