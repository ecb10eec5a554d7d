export type { ClientOptions } from './client-options.ts';
export type { AnswerBadge, ClientState, RunPart, RunStatus, RunView } from './client-state.ts';
export type { TabSharing } from './connection/connection.ts';
export { createKingletClient } from './create-kinglet-client.ts';
export type { KingletClient } from './kinglet-client.ts';
export type { MarkerStorage } from './marker-storage.ts';
export { reduceState, startingState } from './reduce-state.ts';
export { runView } from './run-view.ts';
export type { SiteTool } from './site-tools.ts';
