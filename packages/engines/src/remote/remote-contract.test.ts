import type { GenerateRequest } from '@kinglet/spec';
import {
  boundReply,
  type ContractScenario,
  engineContract,
  fakeClock,
  type ScriptedReply,
} from '@kinglet/testkit';
import {
  faults,
  type SeenRequest,
  type ServerReply,
  type StreamStep,
  scriptedLlmServer,
} from '@kinglet/testkit/scripted-llm-server';
import { afterAll } from 'vitest';
import { remoteEngine } from './remote-engine.ts';

const contextTokens = 1000;
const server = await scriptedLlmServer([]);
afterAll(() => server.close());

/** Like a server with a model behind it: counts, honours `stop` and `max_tokens`, caches the prompt before. */
function answer(scenario: ContractScenario): (request: SeenRequest, index: number) => ServerReply {
  let cachedCharacters = 0;
  return ({ body }, index) => {
    const promptCharacters = JSON.stringify(body?.['messages']).length;
    const promptTokens = Math.ceil(promptCharacters / 4);
    if (promptTokens > contextTokens) return faults.contextOverflow(promptTokens, contextTokens);
    const cachedTokens = Math.floor(cachedCharacters / 4);
    cachedCharacters = promptCharacters;
    const bounds = { stop: body?.['stop'] ?? [], maxTokens: body?.['max_tokens'] } as GenerateRequest;
    return {
      steps: serverSteps(boundReply(scenario.replies[index] ?? [], bounds), { promptTokens, cachedTokens }),
    };
  };
}

function serverSteps(
  reply: ScriptedReply,
  { promptTokens, cachedTokens }: { promptTokens: number; cachedTokens: number },
): StreamStep[] {
  const steps: StreamStep[] = [];
  let reason = 'stop';
  for (const step of reply) {
    if (step.type === 'text') steps.push(step);
    if (step.type === 'hang') return [...steps, step];
    if (step.type === 'end') reason = step.finishReason ?? reason;
    if (step.type === 'call') {
      reason = 'tool_calls';
      steps.push({ type: 'call', index: 0, id: 'call_1', name: step.name, pieces: [step.argumentsText] });
    }
  }
  const usage = { type: 'usage', promptTokens, cachedTokens, completionTokens: steps.length } as const;
  return [...steps, { type: 'finish', reason }, usage, { type: 'done' }];
}

const noAdapters = 'what runs behind an endpoint is not ours to load adapters into';
const makeEngine = (scenario: ContractScenario) => {
  server.setScript(answer(scenario));
  return remoteEngine({
    baseUrl: server.baseUrl,
    model: 'scripted-large',
    key: () => null,
    contextTokens,
    clock: fakeClock(),
  });
};
engineContract('remote', makeEngine, {
  skips: {
    E17: noAdapters,
    E18: noAdapters,
    E19: noAdapters,
    E20: 'the model is on a server, so nothing is held here',
    E22: 'the device is a server; a connection that breaks is `interrupted`',
  },
});
