import { defaultLimits, runAgent } from '@kinglet/agent';
import { policyRules } from '@kinglet/policy';
import type { ApprovalDecision, Engine, EngineEvent, Tool } from '@kinglet/spec';
import { realClock } from '@kinglet/testkit';
import { callAt, message, parameters, result, stepsOfRun, toolName, toolText } from './scripted-steps.ts';

/** Our loop over all steps, with checks, policy and a row of the log each; gives how many tools ran. */
export async function kingletRun(): Promise<number> {
  let ran = 0;
  const count: Tool = {
    definition: {
      ...{ name: toolName, description: toolText, parameters, risk: 'read', destructive: false },
      ...{ timeoutMs: 5_000, origin: 'built-in' },
    },
    async run() {
      ran += 1;
      return { content: result, failed: false };
    },
  };
  const input = {
    ...{ runId: 'run', conversationId: 'bench', history: [], userText: message, attachments: [] },
    ...{ askLarger: false, timeZone: 'Europe/Zurich', locale: 'en-GB', tainted: false },
    ...{ grants: [], egressGranted: [] },
  };
  const deps = {
    ...{ local: scriptedSteps(), remote: null, tools: [count], clock: realClock, policy: policyRules },
    ...{ log: { append() {} }, approve: sayNo, online: () => true },
  } as const;
  const limits = { ...defaultLimits, maxSteps: stepsOfRun + 1, maxRunTokens: 1e6 };
  const { signal } = new AbortController();
  for await (const event of runAgent(input, deps, { signal, limits })) {
    if (event.type === 'run-end' && event.outcome !== 'complete')
      throw new Error(`our run ended: ${event.notice}`);
  }
  return ran;
}

const sayNo = async (): Promise<ApprovalDecision> => 'no';

function scriptedSteps(): Engine {
  let index = 0;
  return {
    info: {
      ...{ engine: 'scripted', modelId: 'scripted', place: 'device', backend: 'wasm', threads: 0 },
      contextTokens: 32_768,
    },
    async *generate(): AsyncGenerator<EngineEvent> {
      const call = callAt(index++);
      yield { type: 'prefill-end', durationMs: 0 };
      if (call === null) yield { type: 'text-delta', text: result };
      else yield { type: 'tool-call', call: { id: call.id, name: toolName, argumentsText: call.text } };
      const usage = { promptTokens: 10, reusedTokens: null, completionTokens: 5 };
      yield { type: 'decode-end', finishReason: call === null ? 'stop' : 'tool-call', usage };
    },
    async unload() {},
  };
}
