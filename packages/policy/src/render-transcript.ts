import type { Message } from '@kinglet/spec';

/** A transcript as text that a person can read, complete: each message under its role, calls with their arguments. */
export function renderTranscript(messages: readonly Message[]): string {
  return messages.map(renderMessage).join('\n\n');
}

function renderMessage(message: Message): string {
  switch (message.role) {
    case 'tool':
      return `[result of ${message.name}${message.failed ? ', failed' : ''}]\n${message.content}`;
    case 'assistant': {
      const calls = (message.toolCalls ?? []).map((call) => `-> ${call.name} ${call.argumentsText}`);
      const body = [message.content, ...calls].filter((line) => line !== '');
      return ['[assistant]', ...body].join('\n');
    }
    default:
      return `[${message.role}]\n${message.content}`;
  }
}
