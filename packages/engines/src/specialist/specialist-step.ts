import type { AdapterFormat, GenerateRequest } from '@kinglet/spec';
import type { ContentStripper } from '../prompt/content-stripper.ts';
import { exchangesOf } from './exchanges.ts';
import { specialistGrammar } from './specialist-grammar.ts';
import { specialistPrompt, turnMarks } from './specialist-prompt.ts';
import { createSpecialistReader, type SpecialistReader } from './specialist-reader.ts';
import { specialistTools } from './specialist-tools.ts';

export interface SpecialistStepOptions {
  readonly format: AdapterFormat;
  readonly stripper: ContentStripper;
  /** A new id for a call. */
  readonly id: () => string;
  /** Most calls of the reply, from 1 to 8. Default 8. */
  readonly maxCalls?: number;
}

/** All that a runner of models needs for one step of a specialist, whatever runs it. */
export interface SpecialistStep {
  readonly prompt: string;
  /** GBNF; decode under it. */
  readonly grammar: string;
  /** Ends the reply and is not part of it. */
  readonly stop: string;
  readonly reader: SpecialistReader;
}

/** Prepares a step of the request. Throws `invalid-input` as `specialistGrammar` and `specialistTools` say. */
export function specialistStep(
  {
    messages,
    tools,
    toolChoice,
    allowed,
  }: Pick<GenerateRequest, 'messages' | 'tools' | 'toolChoice' | 'allowed'>,
  { format, stripper, id, maxCalls }: SpecialistStepOptions,
): SpecialistStep {
  const callable = specialistTools(tools, { format, allowed });
  const hasResults =
    exchangesOf(messages)
      .at(-1)
      ?.steps.some(({ results }) => results.length > 0) ?? false;
  return {
    prompt: specialistPrompt(messages, { format, tools, stripper }),
    grammar: specialistGrammar({ format, tools: callable, toolChoice, hasResults, maxCalls }),
    stop: turnMarks.close,
    reader: createSpecialistReader({ format, tools: callable, id }),
  };
}
