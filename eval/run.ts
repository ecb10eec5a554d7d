import { KingletError } from '@kinglet/spec';
import { readOptions, usage } from './options.ts';
import { runCalls } from './run-calls.ts';
import { runCategories } from './run-categories.ts';
import { runConfidence } from './run-confidence.ts';
import { runModes } from './run-modes.ts';
import { runPlot } from './run-plot.ts';
import { runReport } from './run-report.ts';
import { runTaskModes, runTasks } from './run-tasks.ts';
import { runToolSelection } from './run-tool-selection.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else if (options.toolSelection) await runToolSelection(options.files, options);
  else if (options.plot !== undefined) await runPlot(options.plot, options.files);
  else if (options.report !== undefined) await runReport(options.report, options.files);
  else if (options.tasks !== undefined && options.modes.length > 0)
    await runTaskModes(options.tasks, options);
  else if (options.tasks !== undefined) await runTasks(options.tasks, options);
  else if (options.confidence !== undefined) await runConfidence(options.confidence, options);
  else if (options.calls !== undefined) await runCalls(options.calls, options);
  else if (options.modes.length > 0) await runModes(options);
  else await runCategories(options);
} catch (thrown) {
  if (!(thrown instanceof KingletError)) throw thrown;
  console.error(thrown.message);
  process.exitCode = thrown.code === 'invalid-input' ? 2 : 1;
}
