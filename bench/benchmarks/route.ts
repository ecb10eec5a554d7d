import {
  calibrations,
  callFeatures,
  certaintyOf,
  isTooUnsure,
  type RouteFacts,
  route,
  routeAdapter,
  thresholdFor,
} from '@kinglet/router';
import { escalationTriggers, type ToolDefinition, toolSignatures } from '@kinglet/spec';
import type { Benchmark } from '../harness/benchmark.ts';
import { median } from '../harness/statistics.ts';

const rounds = 20_000;

export const routing: Benchmark = {
  name: 'route',
  title:
    'one decision of the router on a step: place, specialist of 20 tools, and whether its call is sure enough',
  unit: 'µs at p50',
  peer: 'none: a time of its own',
  goal: '<= 20',
  async run() {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const facts = factsOf(round);
      const start = process.hrtime.bigint();
      decide(facts, round);
      times.push(Number(process.hrtime.bigint() - start) / 1000);
    }
    times.sort((a, b) => a - b);
    const p99 = times[Math.floor(rounds * 0.99)] ?? Number.NaN;
    return { value: median(times), facts: { p99: `${p99.toFixed(1)} µs`, decisions: rounds } };
  },
};

const tools = Array.from({ length: 20 }, (_, nth) => toolOf(nth));
const adapters = [
  { id: 'builtin-135m', format: 'bare', tools: toolSignatures(tools) },
  { id: 'tools-135m', format: 'schemas', tools: '' },
] as const;
const calibration = calibrations['builtin-135m'];

function decide(facts: RouteFacts, round: number): unknown {
  const adapter = routeAdapter({ adapters, tools, handedOn: round % 3 === 0 ? ['builtin-135m'] : [] });
  const features = callFeatures([{ name: 0.9, arguments: [0.8, 0.5 + (round % 5) / 10], tokens: 12 }]);
  const isUnsure =
    features !== null &&
    calibration !== undefined &&
    isTooUnsure(
      { probability: certaintyOf(features, calibration), atLeast: thresholdFor(0.05, calibration.curve) },
      facts,
    );
  return [route(facts), adapter, isUnsure];
}

function factsOf(round: number): RouteFacts {
  return {
    localLoaded: round % 7 !== 0,
    remoteConfigured: round % 5 !== 0,
    remoteLoopback: false,
    online: round % 4 !== 0,
    largerLocal: round % 11 === 0,
    neverLeave: round % 6 === 0,
    askLarger: round % 3 === 0,
    trigger: escalationTriggers[round % (escalationTriggers.length + 1)] ?? null,
  };
}

function toolOf(nth: number): ToolDefinition {
  return {
    name: `tool_${nth}`,
    description: 'Does something.',
    parameters: { type: 'object', properties: { text: { type: 'string' }, count: { type: 'integer' } } },
    risk: 'read',
    destructive: false,
    timeoutMs: 1000,
    origin: 'built-in',
  };
}
