import type { GenerateRequest } from '@kinglet/spec';
import type { PolicyDecision } from './decide-tool-call.ts';
import { renderTranscript } from './render-transcript.ts';

/** [P9] A request leaves the device only to a host that the user allowed for this conversation. */
export function decideEgress({
  host,
  egressGranted,
}: {
  host: string;
  egressGranted: readonly string[];
}): PolicyDecision {
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
