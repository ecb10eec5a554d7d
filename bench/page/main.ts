import { adapterSwitch } from './adapter-switch.ts';
import { downloadOurs, downloadPeer } from './download.ts';
import { logRow } from './log-row.ts';
import { prefillQ8 } from './prefill-q8.ts';
import { prefixReuse } from './prefix-reuse.ts';
import { tokensPerSecond } from './tokens-per-second.ts';
import { toolCalls } from './tool-calls.ts';
import { transport } from './transport.ts';

const scenarios = {
  adapterSwitch,
  downloadOurs,
  downloadPeer,
  logRow,
  prefillQ8,
  prefixReuse,
  tokensPerSecond,
  toolCalls,
  transport,
};

/** What the bench page can measure. The harness calls it by name. */
export type Scenarios = typeof scenarios;

declare global {
  var bench: Scenarios;
}

globalThis.bench = scenarios;
