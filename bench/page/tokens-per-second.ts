import { wrap } from 'comlink';
import { readyClient, runAgent } from './agent-run.ts';
import type { BareEngine } from './bare-engine.worker.ts';
import { q8Copy, siteFile } from './q8-copy.ts';

/** Tokens per second of the decode, one value for each round. */
export interface TokenRates {
  readonly agent: number[];
  readonly bare: number[];
  readonly tokens: number;
  readonly promptTokens: number;
  readonly barePromptTokens: number;
  readonly threads: number;
}

/**
 * Lets the agent and wllama alone decode in turn: the same copy of the model, as many tokens, after a prompt as long, on as
 * many threads. `blocked`: with a page that is busy half of the time, for both.
 */
export async function tokensPerSecond(
  rounds: number,
  {
    question,
    modelUrl,
    sha256,
    blocked,
  }: { question: string; modelUrl: string; sha256: string; blocked: boolean },
): Promise<TokenRates> {
  const { client, threads, contextTokens } = await readyClient();
  const worker = new Worker(new URL('./bare-engine.worker.ts', import.meta.url), { type: 'module' });
  const engine = wrap<BareEngine>(worker);
  let blocking: ReturnType<typeof setInterval> | undefined;
  try {
    const { model } = await q8Copy(await siteFile(modelUrl), sha256);
    await engine.load([URL.createObjectURL(model)], { contextTokens, threads });
    const first = await runAgent(client, question);
    const prompt = await promptOfLength(engine, first.prompt, first.promptTokens);
    const rates = { agent: [] as number[], bare: [] as number[] };
    if (blocked) blocking = setInterval(blockPage, 2 * blockMs);
    for (let round = 0; round < rounds; round += 1) {
      rates.agent.push((await runAgent(client, question)).tokensPerSecond);
      rates.bare.push((await engine.decode(prompt, first.completionTokens)).tokensPerSecond);
    }
    const { promptTokens: barePromptTokens } = await engine.decode(prompt, 1);
    const { promptTokens, completionTokens: tokens } = first;
    return { ...rates, tokens, promptTokens, barePromptTokens, threads };
  } finally {
    clearInterval(blocking);
    worker.terminate();
    client.close();
  }
}

/** A page that is busy for three frames at a time. */
const blockMs = 50;

function blockPage(): void {
  const endMs = performance.now() + blockMs;
  while (performance.now() < endMs);
}

/** The text, made longer or shorter until the engine counts as many tokens: attention costs by length. */
async function promptOfLength(
  engine: Pick<BareEngine, 'decode'>,
  text: string,
  tokens: number,
): Promise<string> {
  const { promptTokens } = await engine.decode(text, 1);
  const missing = tokens - promptTokens;
  if (missing >= 0) return `${' the'.repeat(missing)}${text}`;
  return text.slice(Math.floor((-missing / promptTokens) * text.length));
}
