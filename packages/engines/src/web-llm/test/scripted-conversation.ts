/** The Qwen3 chat template as web-llm's model config has it: ChatML, no role for tools. */
const template = {
  system: '<|im_start|>system\n{system_message}<|im_end|>\n',
  user: '{user_message}',
  assistant: '{assistant_message}',
};

type Role = 'user' | 'assistant';

interface Entry {
  readonly role: Role;
  /** Undefined: the header of a reply that is being written. */
  content: string | undefined;
}

/** The state that web-llm compares to decide whether its KV cache may stay. */
export class ScriptedConversation {
  readonly entries: Entry[] = [];
  readonly system: string | undefined;

  constructor(system: string | undefined) {
    this.system = system;
  }

  /** lib/index.js:10768 `compareConversationObject`: all or nothing, byte for byte. */
  equals(other: ScriptedConversation): boolean {
    return (
      this.system === other.system &&
      this.entries.length === other.entries.length &&
      this.entries.every((entry, index) => entry.content === other.entries[index]?.content)
    );
  }

  /** lib/index.js:10710 `appendMessage`. */
  append(role: string, content: string): void {
    if (this.entries.at(-1) && this.entries.at(-1)?.content === undefined)
      throw new Error('Have unfinished reply');
    if (role !== 'user' && role !== 'assistant') throw new Error(`Role is not supported: ${role}`);
    this.entries.push({ role, content });
  }

  /** lib/index.js:10405 `getPromptArrayInternal`, where `String.replace` reads `$` patterns in the text. */
  promptText(): string {
    const system = this.system ?? 'You are a helpful assistant.';
    return template.system.replace('{system_message}', system) + this.#render(this.entries);
  }

  /** lib/index.js:10558 `getPromptArrayLastRound`: only the last message and the header of the reply. */
  lastRoundText(): string {
    return this.#render(this.entries.slice(-2));
  }

  #render(entries: readonly Entry[]): string {
    return entries
      .map(({ role, content }) => {
        if (content === undefined) return `<|im_start|>${role}\n`;
        return `<|im_start|>${role}\n${template[role].replace(`{${role}_message}`, content)}<|im_end|>\n`;
      })
      .join('');
  }
}
