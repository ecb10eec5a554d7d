import { type BuiltInAvailability, type JsonSchema, KingletError } from '@kinglet/spec';

/**
 * The part of Chrome's Prompt API that the adapter uses, so that a scripted one can stand in where there is none. After
 * the public draft (github.com/webmachinelearning/prompt-api, index.bs).
 */
export interface LanguageModel {
  availability(options: ExpectedText): Promise<BuiltInAvailability>;
  create(options: CreateOptions): Promise<LanguageModelSession>;
}

interface ExpectedText {
  readonly expectedInputs: ExpectedType[];
  readonly expectedOutputs: ExpectedType[];
}

interface ExpectedType {
  readonly type: 'text';
  readonly languages: string[];
}

export interface CreateOptions extends ExpectedText {
  readonly signal: AbortSignal;
  /** A browser that does not know it leaves it alone, and samples as it likes: pages have no `temperature`. */
  readonly samplingMode?: 'most-predictable';
  /** A system message may stand here only, and first. */
  readonly initialPrompts?: PromptMessage[];
  readonly monitor?: (monitor: DownloadMonitor) => void;
}

interface DownloadMonitor {
  addEventListener(type: 'downloadprogress', listener: (event: { readonly loaded: number }) => void): void;
}

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface PromptOptions {
  readonly signal: AbortSignal;
  readonly responseConstraint?: JsonSchema;
  /** A TypeError without a constraint. */
  readonly omitResponseConstraintInput?: true;
}

export interface LanguageModelSession extends Counters {
  append(input: PromptMessage[], options: { signal: AbortSignal }): Promise<void>;
  promptStreaming(input: PromptMessage[], options: PromptOptions): ReadableStream<string>;
  /** Ends whatever it does. */
  destroy(): void;
  addEventListener(type: 'contextoverflow' | 'quotaoverflow', listener: () => void): void;
}

type Measure = (input: PromptMessage[], options: { signal: AbortSignal }) => Promise<number>;

/** The draft's names, and those of Chrome 138 to 143. */
interface Counters {
  readonly contextUsage?: number;
  readonly contextWindow?: number;
  readonly inputUsage?: number;
  readonly inputQuota?: number;
  measureContextUsage?: Measure;
  measureInputUsage?: Measure;
}

/** Text in English: Chrome wants the languages said, for both calls alike. */
export const englishText: ExpectedText = {
  expectedInputs: [{ type: 'text', languages: ['en'] }],
  expectedOutputs: [{ type: 'text', languages: ['en'] }],
};

/** The browser's own; null where it has none, as in workers. */
export function findLanguageModel(): LanguageModel | null {
  const { LanguageModel: found } = globalThis as { LanguageModel?: LanguageModel };
  return found ?? null;
}

/** Tokens that the session holds, reply included. Throws `unsupported` where the browser does not count them. */
export function usedTokens({ contextUsage, inputUsage }: Counters): number {
  return contextUsage ?? inputUsage ?? noCounts();
}

/** Tokens that it can hold; null where it has no bound. */
export function windowTokens({ contextWindow, inputQuota }: Counters): number | null {
  const tokens = contextWindow ?? inputQuota ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(tokens) ? tokens : null;
}

/** Tokens that this would add. Throws as `usedTokens` does. */
export async function measureTokens(
  session: Counters,
  input: PromptMessage,
  signal: AbortSignal,
): Promise<number> {
  if (session.measureContextUsage) return session.measureContextUsage([input], { signal });
  return session.measureInputUsage?.([input], { signal }) ?? noCounts();
}

function noCounts(): never {
  throw new KingletError(
    'unsupported',
    'This browser does not say how many tokens a prompt has. Choose another model.',
  );
}
