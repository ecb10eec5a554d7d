import type { EngineInfo, ToolDefinition, ToolOutcome } from '@kinglet/spec';
import { maxContentLength, pageOf, readMoreName } from '@kinglet/tools';
import { isSingleTurn } from './prompt/step-request.ts';
import type { RunState } from './run-state.ts';

/** A quarter of the context, at about this many characters a token. */
const charactersPerToken = 3.5;
const minPageLength = 1_000;

/** The id of the cut result with this index in its conversation. */
export function cutId(index: number): string {
  return `r${index + 1}`;
}

function isReadMore({ name, origin }: ToolDefinition): boolean {
  return name === readMoreName && origin === 'built-in';
}

/**
 * Longest page of a result for this engine, in characters; null where nothing reads on, and a result that is too long is cut
 * for good.
 */
export function pageLength(
  { allDefinitions }: Pick<RunState, 'allDefinitions'>,
  engine: Pick<EngineInfo, 'place' | 'toolUse' | 'contextTokens'>,
): number | null {
  if (isSingleTurn(engine) || !allDefinitions.some(isReadMore)) return null;
  const share = Math.floor((engine.contextTokens / 4) * charactersPerToken);
  return Math.min(maxContentLength, Math.max(minPageLength, share));
}

/** The result's first page with all of it beside, where it is longer than one. */
export function firstPage(
  { cutResults }: Pick<RunState, 'cutResults'>,
  outcome: ToolOutcome,
  maxLength: number | null,
): ToolOutcome & { readonly whole?: string } {
  const { content } = outcome;
  if (maxLength === null || content.length <= maxLength) return outcome;
  const page = pageOf({ id: cutId(cutResults.length), text: content }, { from: 0, maxLength });
  return { ...outcome, content: page, whole: content };
}
