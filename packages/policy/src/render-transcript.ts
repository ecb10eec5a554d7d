import type { Message } from '@kinglet/spec';

/** A transcript as text that a person can read, complete: each message under its role, calls with their arguments. */
export function renderTranscript(messages: readonly Message[]): string {
  return messages.map(renderOnce).join('\n\n');
}

/** A message stays the same object from step to step: each step of a run writes its transcript into the log. */
const rendered = new WeakMap<Message, string>();

function renderOnce(message: Message): string {
  const text = rendered.get(message) ?? renderMessage(message);
  rendered.set(message, text);
  return text;
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
