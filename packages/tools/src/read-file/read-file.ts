import { type Attachment, KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import type { SpokenMessage } from '../spans/spoken-message.ts';
import { capText, oneLine } from '../text/clean-text.ts';
import { isAnswer } from '../text/is-answer.ts';
import { relevantPassages } from '../text/passages.ts';
import { describeCsv } from './describe-csv.ts';
import { describeJson } from './describe-json.ts';

/** Characters of all files together: what a small model can still read in reasonable time. */
const maxContent = 2_400;
const maxFiles = 4;

/** What the attached files say about the user's question. */
export const readFile: Tool = defineTool({
  name: 'file',
  description: 'Look something up in the attached file.',
  arguments: { question: { description: 'what to look for in it', optional: true } },
  ungrounded: ['question'],
  personal: true,
  examples: [{ text: 'what does the file say?', arguments: {} }],
  spans: (message) => (isAboutFile(message) ? { question: [] } : null),
  dryRun: (_, { attachments }) => {
    checkAttached(attachments);
    return `Looks into ${attachments.map(({ name }) => oneLine(name, 40)).join(', ')}.`;
  },
  run: ({ question }, { attachments, userText }) => {
    checkAttached(attachments);
    const about = question === '' ? userText : question;
    const files = attachments.slice(0, maxFiles);
    const room = Math.floor(maxContent / files.length);
    const parts = files.map((file) =>
      capText(`File ${oneLine(file.name, 100)}:\n${describe(file, about, room - 120)}`, room),
    );
    if (attachments.length > files.length) parts.push(`and ${attachments.length - files.length} more files`);
    const names = files.map(({ name }) => oneLine(name, 40)).join(', ');
    const content = parts.join('\n\n');
    return success(content, {
      untrusted: true,
      understood: `${names}: ${oneLine(about, 80)}`,
      answers: isAnswer(content, userText),
    });
  },
});

function checkAttached(attachments: readonly Attachment[]): void {
  if (attachments.length > 0) return;
  throw new KingletError(
    'invalid-input',
    'No file is attached. Ask the user to attach one, or to paste its text.',
  );
}

const fileWord =
  /\b(?:files?|attach\w*|documents?|docs?|pdf|csv|json|tables?|spreadsheets?|rows?|columns?|text|summari[sz]e|summary|key points)\b|\b(?:translate|extract|quote|explain|describe)\b.*\b(?:it|this|that|these|them)\b/i;
const question =
  /^(?:what|which|who|whose|when|where|why|how|is|are|was|were|does|do|did|has|have|find|list|show|read|look|count|sum|total|compare|tell me (?:what|who|which|when|where|how|about))\b/i;

/** The whole message is the question: all its words help to find the passage. */
function isAboutFile(message: SpokenMessage): boolean {
  if (!message.hasAttachments || message.command !== null) return false;
  if (message.has(fileWord)) return true;
  return question.test(message.request) && message.spansOf('expression').length === 0;
}

function describe({ name, mediaType, text }: Attachment, question: string, room: number): string {
  const kind = `${name.toLowerCase().replace(/^.*\./, '')} ${mediaType}`;
  if (/\b(?:csv|tsv)\b|tab-separated/.test(kind)) return describeCsv(text, question);
  if (/\b(?:json)\b/.test(kind)) {
    const described = describeJson(text, question);
    return described ?? `This is not valid JSON; its text:\n${relevantPassages(text, question, room - 60)}`;
  }
  return relevantPassages(text, question, room);
}
