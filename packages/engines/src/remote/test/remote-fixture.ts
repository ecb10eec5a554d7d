import type { EngineEvent, GenerateRequest } from '@kinglet/spec';
import { type FakeClock, fakeClock } from '@kinglet/testkit';
import {
  type ScriptedLlmServer,
  type ServerReply,
  scriptedLlmServer,
} from '@kinglet/testkit/scripted-llm-server';
import { type RemoteEngineOptions, remoteEngine } from '../remote-engine.ts';

export const key = 'sk-secret-1234567890';

export const request: GenerateRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ],
  tools: [],
  maxTokens: 50,
};

/** How one generation went, whatever its end. */
interface Outcome {
  readonly events: readonly EngineEvent[];
  readonly text: string;
  readonly error: unknown;
}

interface RunOptions {
  readonly more?: Partial<RemoteEngineOptions>;
  readonly asked?: GenerateRequest;
  /** Filled while it runs. */
  readonly events?: EngineEvent[];
}

export interface RemoteFixture {
  readonly server: ScriptedLlmServer;
  readonly clock: FakeClock;
  options(more?: Partial<RemoteEngineOptions>): RemoteEngineOptions;
  run(script: readonly ServerReply[], options?: RunOptions): Promise<Outcome>;
}

/** A scripted server, and remote engines that talk to it by a clock that stands still. */
export async function remoteFixture(): Promise<RemoteFixture> {
  const server = await scriptedLlmServer([]);
  const clock = fakeClock();
  const options = (more: Partial<RemoteEngineOptions> = {}): RemoteEngineOptions => ({
    baseUrl: server.baseUrl,
    model: 'scripted-large',
    key: () => key,
    contextTokens: 8000,
    clock,
    ...more,
  });
  return {
    server,
    clock,
    options,
    async run(script, { more = {}, asked = request, events = [] } = {}) {
      server.setScript(script);
      const { signal } = new AbortController();
      let error: unknown;
      try {
        for await (const event of remoteEngine(options(more)).generate(asked, { signal })) events.push(event);
      } catch (thrown) {
        error = thrown;
      }
      const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
      return { events, text, error };
    },
  };
}
