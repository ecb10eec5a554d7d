import type { RouteFacts } from '@kinglet/router';
import type { RunState } from './run-state.ts';
import type { RemoteTarget } from './run-types.ts';

/** What the router goes by. */
export function routeFactsOf(run: RunState): RouteFacts {
  const { remote, online, neverLeave = () => false, largerLocal } = run.deps;
  return {
    localLoaded: run.local !== null,
    remoteConfigured: remote !== null,
    remoteLoopback: remote !== null && isLoopback(remote),
    online: online(),
    largerLocal: !run.isLarger && !run.isRemote && (largerLocal?.isThere() ?? false),
    neverLeave: neverLeave(),
    askLarger: run.input.askLarger,
    trigger: run.trigger,
  };
}

/** For people and for the log; its model's id where it names no host. */
export function hostOf({ engine }: RemoteTarget): string {
  return engine.info.host ?? engine.info.modelId;
}

function isLoopback(remote: RemoteTarget): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/u.test(
    hostOf(remote).replace(/^https?:\/\//u, ''),
  );
}
