import type { Benchmark } from '../harness/benchmark.ts';
import { adapterSwitch } from './adapter-switch.ts';
import { embedSize } from './embed-size.ts';
import { jumpAhead } from './jump-ahead.ts';
import { logRowDrained } from './log-row-drained.ts';
import { logRowHot } from './log-row-hot.ts';
import { longestTask } from './longest-task.ts';
import { loopOverhead } from './loop-overhead.ts';
import { prefillQ8 } from './prefill-q8.ts';
import { agentSwitch, prefixReuse } from './prefix-reuse.ts';
import { resumeAfterKill } from './resume-after-kill.ts';
import { routing } from './route.ts';
import { tokensPerSecond, tokensPerSecondBlocked } from './tokens-per-second.ts';
import { toolCalls } from './tool-calls.ts';
import { transport } from './transport.ts';
import { warmLoad, warmLoadOnnx } from './warm-load.ts';

/** In the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
  tokensPerSecond,
  tokensPerSecondBlocked,
  prefillQ8,
  adapterSwitch,
  jumpAhead,
  prefixReuse,
  agentSwitch,
  transport,
  loopOverhead,
  logRowHot,
  logRowDrained,
  routing,
  embedSize,
  warmLoad,
  warmLoadOnnx,
  resumeAfterKill,
  longestTask,
  toolCalls,
];
