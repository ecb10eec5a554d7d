import type { Clock, ModelRecord } from '@kinglet/spec';
import { defaultLineFormat, type LineFormat } from '../prompt/call-lines.ts';
import { defaultPromptFormat, type PromptFormat, plainPromptFormat } from '../prompt/prompt-format.ts';

/** What every engine that completes texts is loaded with, beside its files. */
export interface CompletionLoadOptions {
  readonly modelId: string;
  /** Prompt and reply together, in tokens. */
  readonly contextTokens: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Default: all cores up to 8 where the realm is cross-origin isolated, else 1. */
  readonly threads?: number;
  /** `auto`: WebGPU where the engine can use what is there. Default `auto`. */
  readonly gpu?: 'auto' | 'off';
  /** How the model uses tools. Default `multi-turn`. */
  readonly toolUse?: ModelRecord['toolUse'] | undefined;
  /** How the model sees tools and calls; by default what suits `toolUse`. */
  readonly format?: PromptFormat;
  /** How a single-turn model sees them. */
  readonly lineFormat?: LineFormat;
  /** Running time without a sign of life after which the engine counts as lost. Default two minutes. */
  readonly stallMs?: number;
}

export const defaultStallMs = 120_000;

/** How the model uses tools, and how it sees them, with the defaults. */
export function toolForms({
  toolUse = 'multi-turn',
  format,
  lineFormat = defaultLineFormat,
}: CompletionLoadOptions) {
  const fitting = toolUse === 'single-turn' ? plainPromptFormat : defaultPromptFormat;
  return { toolUse, format: format ?? fitting, lineFormat };
}
