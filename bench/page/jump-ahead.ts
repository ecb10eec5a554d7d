import { createContentStripper, specialistStep } from '@kinglet/engines/specialist';
import type { AdapterFormat, ToolDefinition } from '@kinglet/spec';
import { type Remote, wrap } from 'comlink';
import type { BareEngine } from './bare-engine.worker.ts';
import { type CallPiece, piecesAfterName } from './call-pieces.ts';
import { bareCalls, schemaCalls } from './jump-calls.ts';
import { q8Copy, siteFile } from './q8-copy.ts';
import { tellProgress } from './tell-progress.ts';

/** The tool calls of one specialist, each decoded both ways from a prompt that was read before. */
export interface JumpTimes {
  /** One completion under the whole grammar. */
  readonly plainMs: number[];
  /** One completion for each value, after the text that the grammar forces. */
  readonly jumpMs: number[];
  /** Tokens of the reply, and those of them that were decoded one by one when jumping. */
  readonly plainTokens: number[];
  readonly jumpTokens: number[];
  readonly completions: number[];
  /** Replies that came out the same. */
  readonly same: number;
  readonly replies: readonly (readonly [plain: string, jumped: string])[];
}

export interface JumpAhead {
  readonly bare: JumpTimes;
  readonly schemas: JumpTimes;
  readonly threads: number;
}

const maxTokens = 96;
/** As Kinglet loads it. */
const params = { n_batch: 64, n_ubatch: 64, flash_attn: false, n_parallel: 1 };

export async function jumpAhead(
  rounds: number,
  { modelUrl, sha256, adapterUrls }: JumpOptions,
): Promise<JumpAhead> {
  const { model } = await q8Copy(await siteFile(modelUrl), sha256);
  const threads = navigator.hardwareConcurrency;
  const measured = async (format: 'bare' | 'schemas'): Promise<JumpTimes> => {
    const worker = new Worker(new URL('./bare-engine.worker.ts', import.meta.url), { type: 'module' });
    const engine = wrap<BareEngine>(worker);
    try {
      const adapter = new URL(adapterUrls[format], document.baseURI).href;
      await engine.load([URL.createObjectURL(model), adapter], { contextTokens: 1024, threads, params });
      return await callsOf(engine, rounds, format);
    } finally {
      worker.terminate();
    }
  };
  return { bare: await measured('bare'), schemas: await measured('schemas'), threads };
}

export interface JumpOptions {
  readonly modelUrl: string;
  readonly sha256: string;
  readonly adapterUrls: Readonly<Record<'bare' | 'schemas', string>>;
}

async function callsOf(
  engine: Remote<BareEngine>,
  rounds: number,
  format: 'bare' | 'schemas',
): Promise<JumpTimes> {
  const { tools, messages } = format === 'bare' ? bareCalls : schemaCalls;
  const lists = { plainMs: [], jumpMs: [], plainTokens: [], jumpTokens: [], completions: [] };
  const times: Omit<JumpTimes, 'same' | 'replies'> = lists;
  const replies: (readonly [string, string])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const text of messages) {
      const step = specialistStep(
        { messages: [{ role: 'user', content: text }], tools, toolChoice: 'required' },
        { format, stripper: createContentStripper([]), id: () => 'call', maxCalls: 1 },
      );
      const plain = await timed(engine, step.prompt, () =>
        engine.goOn(step.prompt, { tokens: maxTokens, grammar: step.grammar }),
      );
      const jump = await timed(engine, step.prompt, () => jumped(engine, step.prompt, { tools, format }));
      times.plainMs.push(plain.durationMs);
      times.jumpMs.push(jump.durationMs);
      times.plainTokens.push(plain.tokens);
      times.jumpTokens.push(jump.tokens);
      times.completions.push(jump.completions);
      replies.push([plain.text, jump.text]);
    }
    const [plainMs, jumpMs] = [times.plainMs, times.jumpMs].map((list) =>
      Math.round(list.reduce((sum, ms) => sum + ms, 0)),
    );
    tellProgress(
      `jump-ahead, ${format}: round ${round + 1} of ${rounds}; ${plainMs} ms plain, ${jumpMs} ms jumping`,
    );
  }
  return { ...times, replies, same: replies.filter(([plain, jump]) => plain === jump).length };
}

/** Both begin with the prompt in the cache, as a step of an agent does but for its last tokens. */
async function timed<T>(
  engine: Remote<BareEngine>,
  prompt: string,
  work: () => Promise<T>,
): Promise<T & { durationMs: number }> {
  await engine.goOn(prompt, { tokens: 0 });
  const startMs = performance.now();
  const done = await work();
  return { ...done, durationMs: performance.now() - startMs };
}

/** Decodes a call value by value. What is forced goes into the prompt of the next completion, which reads it in one pass. */
async function jumped(
  engine: Remote<BareEngine>,
  prompt: string,
  { tools, format }: { tools: readonly ToolDefinition[]; format: AdapterFormat },
) {
  let tokens = 0;
  let completions = 0;
  const goOn: BareEngine['goOn'] = async (after, options) => {
    const { text, tokens: count } = await engine.goOn(after, options);
    completions += 1;
    tokens += count;
    return { text, tokens: count };
  };
  const names = tools.map(({ name }) => JSON.stringify(name)).join(' | ');
  let begun = '';
  let candidates = tools;
  while (candidates.length > 1) {
    const { text } = await goOn(prompt + begun, { tokens: 1, grammar: `root ::= ${names}` });
    if (text === '') throw new Error(`no tool’s name goes on after “${begun}”`);
    begun += text;
    candidates = tools.filter(({ name }) => name.startsWith(begun));
  }
  const [tool] = candidates;
  if (tool === undefined) throw new Error(`no tool begins with ${begun}`);
  let reply = tool.name;
  for (const piece of piecesAfterName(tool, format)) reply += await textOf(piece, prompt + reply, goOn);
  return { text: reply, tokens, completions };
}

async function textOf(piece: CallPiece, prompt: string, goOn: BareEngine['goOn']): Promise<string> {
  if ('forced' in piece) return piece.forced;
  return (await goOn(prompt, { tokens: maxTokens, grammar: piece.grammar, stop: piece.stop })).text;
}
