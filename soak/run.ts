import { machineFacts } from '../bench/harness/machine-facts.ts';
import { machineText } from '../bench/harness/report.ts';
import { soaks } from './soaks/index.ts';

/** `pnpm soak [NAME...]`: all soaks in turn, or the named ones. */

const names = process.argv.slice(2);
const unknown = names.filter((name) => !soaks.some((soak) => soak.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no soak ${unknown.join(', ')}. The soaks: ${soaks.map(({ name }) => name).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  console.log(machineText(machineFacts('no browser')));
  for (const soak of soaks.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const startMs = performance.now();
    const { held, figures } = await soak.run();
    const minutes = ((performance.now() - startMs) / 60_000).toFixed(1);
    console.log(`\n${soak.name}: ${held ? 'held' : 'DID NOT HOLD'}, ${minutes} min\n  ${soak.title}`);
    for (const [name, figure] of Object.entries(figures)) console.log(`  ${name}: ${figure}`);
    if (!held) process.exitCode = 1;
  }
}
