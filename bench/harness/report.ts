import { type Benchmark, type Figure, type Goal, meetsGoal } from './benchmark.ts';
import type { MachineFacts } from './machine-facts.ts';
import { number } from './statistics.ts';

/** What became of one benchmark. */
export type Outcome = { readonly benchmark: Benchmark } & (
  | { readonly state: 'measured'; readonly figure: Figure }
  | { readonly state: 'skipped' | 'failed'; readonly reason: string }
);

/** A few lines for people. */
export function outcomeText(outcome: Outcome): string {
  const { name, title, unit, peer, goal } = outcome.benchmark;
  if (outcome.state !== 'measured') return `${name}\n  ${title}\n  ${outcome.state}: ${outcome.reason}`;
  const { value, facts } = outcome.figure;
  return [
    `${name}: ${number(value)} ${unit}, ${verdict(value, goal)}`,
    `  ${title}`,
    `  peer: ${peer}`,
    ...Object.entries(facts).map(([fact, text]) => `  ${fact}: ${text}`),
  ].join('\n');
}

function verdict(value: number, goal: Goal | null): string {
  if (goal === null) return 'for information';
  return `goal ${goal}: ${meetsGoal(value, goal) ? 'met' : 'NOT MET'}`;
}

export function machineText(facts: MachineFacts): string {
  const { cores, processor, memoryGb, node, browser, load } = facts;
  return `${cores} cores (${processor}), ${memoryGb} GB memory, load ${load}, Node ${node}, ${browser}`;
}

/** The same for machines. */
export function reportJson(machine: MachineFacts, outcomes: readonly Outcome[]): string {
  const figures = outcomes.map((outcome) => {
    const { name, title, unit, peer, goal } = outcome.benchmark;
    const about = { name, title, unit, peer, goal };
    if (outcome.state !== 'measured') return { ...about, [outcome.state]: outcome.reason };
    const { value, facts } = outcome.figure;
    return { ...about, value, met: goal === null ? null : meetsGoal(value, goal), facts };
  });
  return `${JSON.stringify({ machine, figures }, null, 2)}\n`;
}
