import { type AdapterInfo, type GenerateRequest, type ToolDefinition, toolSignatures } from '@kinglet/spec';
import { callTool, hang, type ScriptedReply, say } from './scripted-reply.ts';

/**
 * One rule of the engine contract, with what a scripted model behind the engine does for each request in turn. A real
 * model ignores `replies`.
 */
export interface ContractScenario {
  readonly rule: ContractRule;
  readonly replies: readonly ScriptedReply[];
  /** True where the rule leaves the engine unusable, so that no later one can share it. */
  readonly ends: boolean;
}

/** The engine contract: what `Engine` in `@kinglet/spec` promises, rule by rule. */
export const contractRules = {
  E1: 'streams prefill-end once, then deltas, then decode-end once',
  E2: 'reports exact counts: the same for the same request, more for a longer one',
  E3: 'reuses the prompt of the call before, and says how much',
  E4: 'a cancel before the first token rejects with the reason, and the engine works again',
  E5: 'a cancel while decoding rejects with the reason, and the engine works again',
  E6: 'a signal that is already aborted rejects with its reason',
  E7: 'a reply under a schema is JSON that fits it',
  E8: 'a required call names one of the tools, has a JSON object, and ends with tool-call',
  E9: 'toolChoice none gives text',
  E10: 'a stop string ends the reply and is not part of it',
  E11: 'maxTokens ends the reply with length',
  E12: 'a prompt above the context throws context-overflow with both numbers',
  E13: 'after unload, generate throws engine-lost',
  E14: 'a consumer that leaves early leaves the engine usable',
  E15: 'takes a frozen transcript with calls and results, and does not change it',
  E16: 'an adapter that is not loaded is refused by its name, and the engine works on',
  E17: 'a required call of a specialist names a tool, has a JSON object, and ends with tool-call',
  E18: 'a specialist without a call ends with stop or hands on',
  E19: 'what the base says is the same before and after a specialist',
  E20: 'after unload, what it held is given back',
  E21: 'after unload, a second one loads and works',
  E22: 'a device that is lost while it decodes is engine-lost, then and later, and a second engine works',
} as const;

export type ContractRule = keyof typeof contractRules;

/** The rules after which an engine is gone. */
export const endingRules: readonly ContractRule[] = ['E13', 'E20', 'E21', 'E22'];

/** The tool that E8, E9, E15 and the rules on specialists offer. */
export const weatherTool: ToolDefinition = {
  name: 'weather',
  description: 'Weather of a city',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string', maxLength: 40 }, unit: { type: 'string', enum: ['C', 'F'] } },
    required: ['city', 'unit'],
    additionalProperties: false,
  },
  risk: 'read',
  destructive: false,
  timeoutMs: 1000,
  origin: 'built-in',
};

/** The specialists that an engine has for E17, E18 and E19: one of each format. */
export const contractAdapters: readonly AdapterInfo[] = [
  { id: 'weather-bare', format: 'bare', tools: toolSignatures([weatherTool]) },
  { id: 'any-schemas', format: 'schemas', tools: '' },
];

/** What the scripted model behind the engine does in each rule's test. */
export const contractReplies: Readonly<Record<ContractRule, readonly ScriptedReply[]>> = {
  E1: [say('The answer is four.')],
  E2: [say('The answer is four.'), say('The answer is four.'), say('The answer is five.')],
  E3: [say('Four.'), say('Six.')],
  E4: [hang(), say('Four.')],
  E5: [[...say('The answer is'), ...hang()], say('Four.')],
  E6: [],
  E7: [say('{"name":"Ada","age":36}')],
  E8: [callTool('weather', { city: 'Bern', unit: 'C' })],
  E9: [say('I do not know the weather.')],
  E10: [say('one two three four five six'), say('one two three four five six')],
  E11: [say('one two three four five six')],
  E12: [],
  E13: [],
  E14: [say('one two three four five six'), say('Four.')],
  E15: [say('It is mild in Bern.')],
  E16: [say('Four.')],
  E17: [callTool('weather', { city: 'Bern', unit: 'C' }), callTool('weather', { city: 'Bern', unit: 'C' })],
  E18: [[{ type: 'end', finishReason: 'hand-on' }], [{ type: 'end' }]],
  E19: [say('Four.'), say('What?'), say('What?'), say('Four.')],
  E20: [say('Four.')],
  E21: [say('Four.')],
  E22: [say('one two three four five six')],
};

/** A request of one user message: greedy, 24 tokens, no tools. */
export function askOnce(content: string, more: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    messages: [
      { role: 'system', content: 'Answer in a few words.' },
      { role: 'user', content },
    ],
    tools: [],
    maxTokens: 24,
    ...more,
  };
}
