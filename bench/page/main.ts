import { adapterSwitch } from './adapter-switch.ts';
import { downloadOurs, downloadTransformers, downloadWebLlm, downloadWllama } from './download.ts';
import { jumpAhead } from './jump-ahead.ts';
import { logRow } from './log-row.ts';
import { prefillQ8 } from './prefill-q8.ts';
import { prefixReuse } from './prefix-reuse.ts';
import { tokensPerSecond } from './tokens-per-second.ts';
import { toolCalls } from './tool-calls.ts';
import { transport } from './transport.ts';
import { warmLoad, warmLoadOnnx } from './warm-load.ts';

const scenarios = {
  adapterSwitch,
  downloadOurs,
  downloadTransformers,
  downloadWebLlm,
  downloadWllama,
  jumpAhead,
  logRow,
  prefillQ8,
  prefixReuse,
  tokensPerSecond,
  toolCalls,
  transport,
  warmLoad,
  warmLoadOnnx,
};

/** What the bench page can measure. The harness calls it by name. */
export type Scenarios = typeof scenarios;

declare global {
  var bench: Scenarios;
}

globalThis.bench = scenarios;
