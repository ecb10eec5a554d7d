export {
  type ContractRule,
  type ContractScenario,
  contractAdapters,
  contractReplies,
  contractRules,
} from './contract-scenario.ts';
export { type ContractMeta, engineContract } from './engine-contract.ts';
export { type FakeClock, fakeClock } from './fake-clock.ts';
export { realClock } from './real-clock.ts';
export { type EngineScript, type ScriptedEngine, scriptedEngine } from './scripted-engine.ts';
export {
  boundReply,
  callTool,
  failWith,
  hang,
  type ScriptedReply,
  type ScriptStep,
  say,
  waitFor,
} from './scripted-reply.ts';
