import { type Clock, KingletError } from '@kinglet/spec';
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';

/** Leaves a host alone that does not answer. */
export interface HostBreakers {
  /**
   * Runs `open` unless the host failed too often of late. Failures are what may pass: no connection, no answer in time, 429 and
   * 5xx, each after its own retries; a refused key or a wrong address are none. After three in a row the host is left alone for
   * 30 s, then one call tries it.
   *
   * @throws KingletError `remote-failed` with `details.retryAfterMs` while it is left alone; else what `open` throws.
   */
  run<T>(host: string, open: () => Promise<T>): Promise<T>;
}

const failuresInRow = 3;
const restMs = 30_000;

interface Breaker {
  readonly policy: CircuitBreakerPolicy;
  openedMs: number;
}

export function createHostBreakers(clock: Clock): HostBreakers {
  const breakers = new Map<string, Breaker>();
  const breakerOf = (host: string): Breaker => {
    const known = breakers.get(host);
    if (known !== undefined) return known;
    const policy = circuitBreaker(handleWhen(mayPass), {
      halfOpenAfter: restMs,
      breaker: new ConsecutiveBreaker(failuresInRow),
    });
    const made: Breaker = { policy, openedMs: 0 };
    policy.onBreak(() => {
      made.openedMs = clock.nowMs();
    });
    breakers.set(host, made);
    return made;
  };
  return {
    async run(host, open) {
      const breaker = breakerOf(host);
      try {
        return await breaker.policy.execute(open);
      } catch (thrown) {
        if (!(thrown instanceof BrokenCircuitError)) throw thrown;
        const retryAfterMs = Math.max(0, breaker.openedMs + restMs - clock.nowMs());
        throw new KingletError(
          'remote-failed',
          `${host} is not answering: it failed ${failuresInRow} times in a row and is left alone for now, next try in ${Math.ceil(retryAfterMs / 1000)} s. Ask again then, or put the question to the model on this device.`,
          { details: { host, retryAfterMs }, cause: thrown },
        );
      }
    },
  };
}

function mayPass(thrown: Error): boolean {
  if (!(thrown instanceof KingletError)) return false;
  const { code, details } = thrown;
  if (code === 'remote-failed') return Number(details['status']) >= 500;
  return code === 'network' || code === 'timeout' || code === 'remote-rate-limit';
}
