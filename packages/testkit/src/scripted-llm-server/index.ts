export {
  type ScriptedLlmServer,
  type SeenRequest,
  type ServerScript,
  scriptedLlmServer,
} from './scripted-llm-server.ts';
export { faults, replyCall, replyText, type ServerReply, type StreamStep } from './server-reply.ts';
