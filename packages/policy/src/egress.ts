import type { GenerateRequest } from '@kinglet/spec';
import type { PolicyDecision } from './decide-tool-call.ts';
import { renderTranscript } from './render-transcript.ts';

/**
 * Whether a request may leave the device. The first rule that fits:
 *
 * - [P31] One that holds what a tool read of the user's own (`ToolDefinition.personal`), and that no card has shown, asks,
 *   whatever was granted.
 * - [P9] One to a host that the user allowed for this conversation is allowed, another one asks.
 */
export function decideEgress({
  host,
  egressGranted,
  holdsUnseen,
}: {
  host: string;
  egressGranted: readonly string[];
  /** It holds a personal result that the user has not been shown as what would leave. */
  holdsUnseen: boolean;
}): PolicyDecision {
  if (holdsUnseen) return { kind: 'ask', reason: 'It holds what a tool has read of your own.' };
  if (egressGranted.includes(host)) {
    return { kind: 'allow', reason: `You allowed ${host} for this conversation.` };
  }
  return { kind: 'ask', reason: `Nothing of this conversation has gone to ${host} so far.` };
}

/** [P10] All that the request sends, as text: every message in full, then the tools with their parameters. */
export function egressPreview(request: Pick<GenerateRequest, 'messages' | 'tools'>): string {
  const tools = request.tools.map(
    ({ name, description, parameters }) => `${name}: ${description}\n${JSON.stringify(parameters)}`,
  );
  const transcript = renderTranscript(request.messages);
  return tools.length === 0 ? transcript : `${transcript}\n\n[tools]\n${tools.join('\n')}`;
}
