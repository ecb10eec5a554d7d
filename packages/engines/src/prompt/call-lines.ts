import type { JsonObject, ToolDefinition } from '@kinglet/spec';
import { lineArguments, oneLine } from './line-arguments.ts';

/**
 * Worked lines, `message => tool(arguments)`, for models too small to read descriptions: no chat template, no system
 * text, the latest message only. Measured on SmolLM2-135M: this form names the right tool about twice as often as a list
 * of tools in the system text.
 */
export interface LineFormat {
  /** Stands in the tool's place where the message asks for text. No tool has this name. */
  readonly none: string;
  /** Messages that ask for text, with what stands in parentheses. */
  readonly noneExamples: readonly (readonly [text: string, reply: string])[];
  /** Added to the logit of a name's first token, by name: what a model prefers without reason is taken back. */
  readonly bias: Readonly<Record<string, number>>;
  /** For a name that is not in `bias`: a tool that nothing was measured of. */
  readonly otherBias: number;
}

/**
 * For SmolLM2-135M-Instruct Q4_1: the bias is fitted on 123 labelled messages with the built-in tools, their examples and
 * what their spans let through. Fit it again where one of these changes.
 */
export const defaultLineFormat: LineFormat = {
  none: 'say',
  noneExamples: [
    ['explain what rain is', 'Water'],
    ['Who was Mozart?', 'A composer'],
    ['hello', 'Hi!'],
    ['Write a poem about rain', 'Rain falls'],
    ['what is the capital of Spain?', 'Madrid'],
  ],
  bias: {
    calculate: 7.7,
    convert: 7.63,
    date: 7.64,
    days: 7.57,
    delete: 7.57,
    file: 7.56,
    list: 7.57,
    note: 7.65,
    read: 8.21,
    remind: 8.44,
    search: 9.02,
    time: 7.68,
    say: 4,
  },
  otherBias: 5,
};

/** Longer messages are cut: what a call takes stands in the first words. */
const maxMessageWords = 60;

/** The worked lines of these tools; the same for the same tools in the same order. */
export function linePrefix(tools: readonly ToolDefinition[], format: LineFormat): string {
  const lines = tools.map((tool) => toolLines(tool));
  const none = format.noneExamples.map(([text, reply]) => lineOf(text, format.none, reply));
  return `${interleave([...lines, none]).join('\n')}\n`;
}

/** The prefix and this message's line as far as the name, which begins with a space. */
export function linePrompt(tools: readonly ToolDefinition[], message: string, format: LineFormat): string {
  const words = oneLine(message).split(' ').slice(0, maxMessageWords).join(' ');
  return `${linePrefix(tools, format)}${words} =>`;
}

function toolLines({ name, description, parameters, examples = [] }: ToolDefinition): readonly string[] {
  if (examples.length === 0)
    return [lineOf(description, name, Object.keys(parameters.properties ?? {}).join(', '))];
  const args = lineArguments(parameters);
  return examples.map(({ text, arguments: values }: { text: string; arguments: JsonObject }) =>
    lineOf(text, name, args.write(values)),
  );
}

function lineOf(text: string, name: string, values: string): string {
  return oneLine(`${text} => ${name}(${values})`);
}

/** Spreads each list evenly over the whole, so that no tool's lines stand together. */
function interleave(lists: readonly (readonly string[])[]): readonly string[] {
  return lists
    .flatMap((list, row) =>
      list.map((line, index) => ({ line, place: (index + (row + 1) / (lists.length + 1)) / list.length })),
    )
    .sort((a, b) => a.place - b.place)
    .map(({ line }) => line);
}
