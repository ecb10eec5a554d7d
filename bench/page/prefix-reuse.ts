/// <reference types="vite/client" />
import { loadWllamaEngine } from '@kinglet/engines';
import { systemClock } from '@kinglet/runtime/worker/system-clock';
import type { Engine, Message, RawToolCall, ToolDefinition } from '@kinglet/spec';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { q8Copy, siteFile } from './q8-copy.ts';
import { tellProgress } from './tell-progress.ts';
import { kitchenTools, officeTools } from './twenty-tools.ts';

const systemText = 'You are a helpful assistant in the browser of the user. Answer briefly and plainly.';

/** Where the line stands that is another in each step: behind all that stays (ours), or first (the peer). */
type Order = 'stable-first' | 'volatile-first';

/** The second step of an agent, once for each round. */
interface SecondSteps {
  /** From the call to the first token of the reply. */
  readonly firstTokenMs: number[];
  readonly promptTokens: number[];
  readonly reusedTokens: number[];
}

export interface PrefixReuse {
  readonly stableFirst: SecondSteps;
  readonly volatileFirst: SecondSteps;
  /** As `stableFirst`, after another agent had a step in between. */
  readonly switched: SecondSteps;
  readonly threads: number;
}

const none = (): SecondSteps => ({ firstTokenMs: [], promptTokens: [], reusedTokens: [] });

/**
 * Lets two agents with twenty tools each make two steps, the second from the result of the call that the first one really
 * made: with what changes last and first, and with a step of the other agent in between, in turn.
 */
export async function prefixReuse(
  rounds: number,
  { modelUrl, sha256 }: { modelUrl: string; sha256: string },
): Promise<PrefixReuse> {
  const { model } = await q8Copy(await siteFile(modelUrl), sha256);
  const engine = await loadWllamaEngine({
    ...{ modelId: 'bench', blobs: [model], toolUse: 'multi-turn', contextTokens: 2048, gpu: 'off' },
    ...{ wasmUrl: new URL(wasmUrl, location.href).href, clock: systemClock },
    signal: new AbortController().signal,
  });
  const steps = { stableFirst: none(), volatileFirst: none(), switched: none() };
  try {
    await firstStep(engine, officeTools, 'stable-first', -1);
    await firstStep(engine, kitchenTools, 'stable-first', -1);
    for (let round = 0; round < rounds; round += 1) {
      const [stable, volatile, switched] = [3 * round, 3 * round + 1, 3 * round + 2];
      const first = await firstStep(engine, officeTools, 'stable-first', stable);
      await secondStep(engine, first, 'stable-first', stable, steps.stableFirst);
      const again = await firstStep(engine, officeTools, 'stable-first', switched);
      await firstStep(engine, kitchenTools, 'stable-first', switched);
      await secondStep(engine, again, 'stable-first', switched, steps.switched);
      const other = await firstStep(engine, officeTools, 'volatile-first', volatile);
      await secondStep(engine, other, 'volatile-first', volatile, steps.volatileFirst);
      tellProgress(`prefix-reuse: round ${round + 1} of ${rounds}`);
    }
    return { ...steps, threads: engine.info.threads };
  } finally {
    await engine.unload();
  }
}

/** Resolves to the call that the model made. */
async function firstStep(
  engine: Engine,
  tools: readonly ToolDefinition[],
  order: Order,
  seed: number,
): Promise<RawToolCall> {
  const messages = transcript(order, `${seed}:1`, [userMessage(seed)]);
  const { signal } = new AbortController();
  const request = { messages, tools, toolChoice: 'required', maxTokens: 96 } as const;
  for await (const event of engine.generate(request, { signal }))
    if (event.type === 'tool-call') return event.call;
  throw new Error('the first step made no call');
}

async function secondStep(
  engine: Engine,
  call: RawToolCall,
  order: Order,
  seed: number,
  into: SecondSteps,
): Promise<void> {
  const turn: readonly Message[] = [
    // What stood in the newest message of the first step is part of the history now.
    order === 'stable-first' ? withLine(userMessage(seed), `${seed}:1`) : userMessage(seed),
    { role: 'assistant', content: '', toolCalls: [call] },
    { role: 'tool', callId: call.id, name: call.name, content: 'Found: 14:30, room 2.', failed: false },
  ];
  const messages = transcript(order, `${seed}:2`, turn);
  const { signal } = new AbortController();
  const startMs = performance.now();
  for await (const event of engine.generate({ messages, tools: officeTools, maxTokens: 1 }, { signal })) {
    if (event.type !== 'decode-end') continue;
    into.firstTokenMs.push(performance.now() - startMs);
    into.promptTokens.push(event.usage.promptTokens);
    into.reusedTokens.push(event.usage.reusedTokens ?? 0);
  }
}

/** The prompt of a step with its line: at the end of the newest message, or before everything. */
function transcript(order: Order, line: string, turn: readonly Message[]): readonly Message[] {
  const system = { role: 'system', content: systemText } as const;
  if (order === 'volatile-first') return [withLine(system, line), ...turn];
  return [system, ...turn.with(-1, withLine(turn.at(-1) as Message, line))];
}

function withLine(message: Message, step: string): Message {
  const line = `[step ${step}]`;
  const content = message.role === 'system' ? `${line}\n${message.content}` : `${message.content}\n${line}`;
  return { ...message, content };
}

function userMessage(seed: number): Message {
  return { role: 'user', content: `When is appointment number ${seed + 10} in the calendar?` };
}
