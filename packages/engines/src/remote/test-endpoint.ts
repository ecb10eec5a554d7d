import { toKingletError } from '@kinglet/spec';
import { type RemoteEngineOptions, remoteEngine } from './remote-engine.ts';

/**
 * One tiny request, for the settings' test button. `message` is for people: who answered and how fast, or what is wrong
 * and what to do. Rejects only with `signal.reason`.
 */
export async function testEndpoint(
  options: RemoteEngineOptions,
  { signal }: { signal: AbortSignal },
): Promise<{ readonly ok: boolean; readonly message: string }> {
  const startMs = options.clock.monotonicMs();
  try {
    const engine = remoteEngine(options);
    const request = { messages: [{ role: 'user', content: 'Say OK.' }], tools: [], maxTokens: 16 } as const;
    for await (const _event of engine.generate(request, { signal })) {
      // Only the end matters.
    }
    const tookMs = Math.round(options.clock.monotonicMs() - startMs);
    return { ok: true, message: `${options.model} at ${engine.info.host} answered in ${tookMs} ms.` };
  } catch (thrown) {
    signal.throwIfAborted();
    return { ok: false, message: toKingletError(thrown, 'remote-failed').message };
  }
}
