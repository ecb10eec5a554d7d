import type { Attachment } from '@kinglet/spec';

const note = /\n\n\[attached: [^\]\n]*\]$/u;

/** The user's message as it stands in the transcript: the text as typed, then the volatile note on what is attached. */
export function userTurn(userText: string, attachments: readonly Attachment[]): string {
  if (attachments.length === 0) return userText;
  const files = attachments.map(({ name, sizeBytes }) => `${plainName(name)}, ${sizeBytes} bytes`);
  return `${userText}\n\n[attached: ${files.join('; ')}]`;
}

/** The part of a user turn that the user typed. */
export function typedText(content: string): string {
  return content.replace(note, '');
}

/** A file name without what could close the note or read as markup. */
function plainName(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._-]/gu, '_').slice(0, 80);
}
