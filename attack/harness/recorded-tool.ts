import type { JsonObject, RiskClass, Tool } from '@kinglet/spec';

/** A tool that only notes down what it was called with. */
export interface RecordedTool extends Tool {
  /** Arguments of the calls that really ran. */
  readonly ran: readonly JsonObject[];
}

interface RecordedToolFacts {
  readonly name: string;
  readonly risk: RiskClass;
  readonly destructive?: boolean;
  readonly origin: string;
  /** Names of its required text arguments. */
  readonly arguments: readonly string[];
  /** What it says. */
  readonly result: (args: JsonObject) => string;
}

export function recordedTool(facts: RecordedToolFacts): RecordedTool {
  const { name, risk, destructive = false, origin, result } = facts;
  const ran: JsonObject[] = [];
  return {
    ran,
    definition: {
      ...{ name, risk, destructive, origin, description: name, timeoutMs: 5_000 },
      parameters: {
        type: 'object',
        properties: Object.fromEntries(facts.arguments.map((key) => [key, { type: 'string' }])),
        required: [...facts.arguments],
        additionalProperties: false,
      },
    },
    async run(args) {
      ran.push(args);
      return { content: result(args), failed: false };
    },
  };
}
