import type { AdapterFormat, Message, ToolDefinition } from '@kinglet/spec';
import { type ContentStripper, stripInvisible } from '../prompt/content-stripper.ts';
import { callLine } from './call-line.ts';
import { type CallStep, type Exchange, exchangesOf } from './exchanges.ts';
import { firstCharacters, firstWords, oneLine } from './plain-text.ts';
import { toolsText } from './tools-text.ts';

export interface SpecialistPromptOptions {
  readonly format: AdapterFormat;
  /** `bare`: only for the order of arguments in earlier calls. */
  readonly tools: readonly ToolDefinition[];
  readonly stripper: ContentStripper;
}

/** The marks that the prompt is written with; a base model without these tokens cannot take it. */
export const turnMarks = { open: '<|im_start|>', close: '<|im_end|>' } as const;

const maxUserWords = 300;
const maxResultCharacters = 300;
const maxEarlierExchanges = 2;
const attachedNote = /\n\n\[attached: [^\]\n]*\]$/u;

/**
 * What a specialist reads (docs/specialists.md, "The prompt"). Without a user message, what stays the same for every message:
 * the tools of `schemas`, nothing for `bare`.
 */
export function specialistPrompt(messages: readonly Message[], options: SpecialistPromptOptions): string {
  const exchanges = exchangesOf(messages);
  const current = exchanges.at(-1);
  const system = systemTurn(options);
  if (current === undefined) return system;
  const earlier = exchanges.slice(0, -1).slice(-maxEarlierExchanges);
  return [
    system,
    ...earlier.map((exchange) => earlierTurns(exchange, options)),
    currentTurns(current, options),
    `${turnMarks.open}assistant\n`,
  ].join('');
}

function systemTurn({ format, tools, stripper }: SpecialistPromptOptions): string {
  if (format === 'bare' || tools.length === 0) return '';
  return turn('system', toolsText(tools, stripper));
}

function earlierTurns(exchange: Exchange, options: SpecialistPromptOptions): string {
  const { userText, steps, question } = exchange;
  const opening = userTurn(userText, options);
  if (steps.length > 0)
    return opening + steps.map((step, nth) => stepTurns(step, nth < steps.length - 1, options)).join('');
  const talk = options.format === 'bare' ? 'reply' : 'no_tool';
  const line = question === null ? talk : `ask | ${oneLine(options.stripper.stripTokens(question))}`;
  return opening + turn('assistant', line);
}

function currentTurns({ userText, steps }: Exchange, options: SpecialistPromptOptions): string {
  return userTurn(userText, options) + steps.map((step) => stepTurns(step, true, options)).join('');
}

function stepTurns(
  { calls, results }: CallStep,
  isFollowed: boolean,
  options: SpecialistPromptOptions,
): string {
  const { stripTokens } = options.stripper;
  const lines = calls.map((call) =>
    callLine({ ...call, argumentsText: stripTokens(call.argumentsText) }, options),
  );
  const reply = turn('assistant', stripTokens([...lines, ...(isFollowed ? ['next'] : [])].join('\n')));
  if (results.length === 0) return reply;
  const shown = results.map((result) =>
    firstCharacters(stripTokens(stripInvisible(result)), maxResultCharacters),
  );
  return reply + turn('tool', shown.join('\n'));
}

/** The note on attached files is ours: it is neither counted nor cut. */
function userTurn(content: string, { stripper }: SpecialistPromptOptions): string {
  const text = stripper.stripTokens(content);
  const note = attachedNote.exec(text)?.[0] ?? '';
  return turn('user', firstWords(text.slice(0, text.length - note.length), maxUserWords) + note);
}

function turn(role: 'system' | 'user' | 'assistant' | 'tool', content: string): string {
  return `${turnMarks.open}${role}\n${content}${turnMarks.close}\n`;
}
