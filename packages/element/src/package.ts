/**
 * What the npm package gives a site with a bundler: `defineAgent()` registers `<kinglet-agent>`; importing alone does not. The rest is types and
 * the classes of what is dispatched.
 */
export type { KingletClient, SiteTool } from '@kinglet/runtime/client';
export { KingletAgent } from './components/agent/agent.ts';
export { type AgentFolders, defineAgent } from './embedded-agent.ts';
export type { KingletAgentEventMap } from './events/agent-event-map.ts';
export { type AnswerFacts, KingletAnswerEvent } from './events/answer-event.ts';
export { KingletErrorEvent } from './events/error-event.ts';
export { KingletModelEvent } from './events/model-event.ts';
export { KingletSendEvent } from './events/send-event.ts';
export { KingletToolEvent, type ToolFacts } from './events/tool-event.ts';
