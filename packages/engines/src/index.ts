export { createHostBreakers, type HostBreakers } from './remote/host-breakers.ts';
export { type RemoteEngineOptions, remoteEngine } from './remote/remote-engine.ts';
export { testEndpoint } from './remote/test-endpoint.ts';
export {
  type LoadTransformersOptions,
  loadTransformersEngine,
  type TransformersAssets,
} from './transformers/load-transformers-engine.ts';
export { type LoadWebLlmOptions, loadWebLlmEngine } from './web-llm/load-web-llm-engine.ts';
export { canUseWebGpu } from './wllama/device.ts';
export { maxModelFileBytes } from './wllama/file-limit.ts';
export { knownArchitectures } from './wllama/known-architectures.ts';
export { type LoadWllamaOptions, loadWllamaEngine } from './wllama/load-wllama-engine.ts';
