export {
  type AgentDeps,
  defaultLimits,
  type RemoteTarget,
  type RunInput,
  type RunLimits,
} from './run-types.ts';
