export type { AnswerBadge, ClientState, RunPart, RunStatus, RunView } from './client-state.ts';
export type { KingletClient } from './kinglet-client.ts';
