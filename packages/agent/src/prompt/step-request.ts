import type { ArgumentSpans, EngineInfo, GenerateRequest, Message, Place, Tool } from '@kinglet/spec';
import type { RunState, Specialist } from '../run-state.ts';
import { specialistRequest } from './specialist-request.ts';
import { chatText, systemText } from './system-text.ts';

/** True for a small model on the device, which maps a message to a call and cannot go on from the result. */
export function isSingleTurn({ place, toolUse }: Pick<EngineInfo, 'place' | 'toolUse'>): boolean {
  return place === 'device' && toolUse === 'single-turn';
}

/**
 * The request of the run's next step. An engine of several turns gets the transcript and all tools. A single-turn engine
 * first gets the bare message, to select a call for it, or what its specialist sees; where there is nothing to select, or
 * no more, it gets the transcript without tools.
 */
export function requestOf(
  run: RunState,
  engine: Pick<EngineInfo, 'place' | 'toolUse'>,
  specialist: Specialist | null,
): GenerateRequest {
  if (specialist !== null) return specialistRequest(run, specialist);
  const { definitions: tools, toolChoice, bound } = run;
  const { place } = engine;
  const maxTokens = maxTokensOf(run, engine);
  if (!isSingleTurn(engine)) {
    const messages = transcript(run, place, systemText);
    return { messages, tools, toolChoice, maxTokens, ...(bound === null ? {} : { allowed: bound }) };
  }
  const allowed = run.hasSelected ? {} : (bound ?? allowedCalls(run, run.deps.tools));
  if (Object.keys(allowed).length === 0) {
    return { messages: transcript(run, place, chatText), tools: [], maxTokens };
  }
  return { messages: [{ role: 'user', content: run.input.userText }], tools, toolChoice, allowed, maxTokens };
}

/** The calls that the user's words can be read as, by tool. */
export function allowedCalls(
  { deps, input }: RunState,
  tools: readonly Tool[],
): Readonly<Record<string, ArgumentSpans>> {
  const facts = {
    nowMs: deps.clock.nowMs(),
    timeZone: input.timeZone,
    hasAttachments: input.attachments.length > 0,
  };
  const offers = tools.flatMap((tool) => {
    const spans = tool.spans === undefined ? {} : tool.spans(input.userText, facts);
    return spans === null ? [] : [[tool.definition.name, spans] as const];
  });
  return Object.fromEntries(offers);
}

/** System text with what the page's author adds, history less what was dropped, then this run's messages. */
function transcript(run: RunState, place: Place, system: string): readonly Message[] {
  const history = run.exchanges.slice(run.dropped[place]).flat();
  const { instructions = '' } = run.input;
  const content = instructions === '' ? system : `${system}\n\n${instructions}`;
  return [{ role: 'system', content }, ...history, ...run.turn];
}

function maxTokensOf(
  { limits, placeTokens }: RunState,
  engine: Pick<EngineInfo, 'place' | 'toolUse'>,
): number {
  const { maxTokens, maxSingleTurnTokens, maxRunTokens } = limits;
  const ofStep = isSingleTurn(engine) ? Math.min(maxTokens, maxSingleTurnTokens) : maxTokens;
  return Math.max(1, Math.min(ofStep, maxRunTokens - placeTokens));
}
