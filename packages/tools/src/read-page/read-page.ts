import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { oneLine } from '../text/clean-text.ts';
import { isAnswer } from '../text/is-answer.ts';
import { relevantPassages } from '../text/passages.ts';
import { fetchPage } from './fetch-page.ts';
import { mainText } from './main-text.ts';
import { parseAddress } from './parse-address.ts';

/** Characters of the page: what a small model can still read in reasonable time. */
const maxContent = 2_400;

/** Words that ask to read it, or an address that stands alone or is written in full. */
const cue =
  /\b(?:read|open|summari[sz]e|summary|visit|fetch|load|check|look at|go to|says?|on|about|page|site|website|article|link|url)\b|https?:\/\/|^\S+$/i;

/** The main text of a web page. The address leaves the device: its risk is `send`. */
export function readPage({ fetch }: { fetch: typeof globalThis.fetch }): Tool {
  return defineTool({
    name: 'read',
    description: 'Read a web page by its address.',
    arguments: { url: { description: 'the address, such as https://example.org/news', maxLength: 2_000 } },
    risk: 'send',
    examples: [{ text: 'read example.com', arguments: { url: 'example.com' } }],
    spans: (message) =>
      message.command === null && message.has(cue)
        ? { url: message.spansOf('address').map(({ text }) => text) }
        : null,
    timeoutMs: 20_000,
    dryRun: ({ url }) => `Reads a page of ${parseAddress(url).host}.`,
    run: async ({ url }, { signal, userText }) => {
      const address = parseAddress(url);
      const page = await fetchPage(address, { fetch, signal });
      const html = /html/.test(page.mediaType) || /^\s*<(?:!doctype|html)/i.test(page.text.slice(0, 200));
      const { title, text } = html ? await mainText(page.text) : { title: '', text: page.text };
      signal.throwIfAborted();
      if (text.trim() === '') {
        throw new KingletError(
          'remote-failed',
          `${address.host} has no text without its scripts. Copy the text there and paste it here.`,
        );
      }
      const heading =
        title === '' ? oneLine(page.url, 200) : `${oneLine(title, 150)} (${oneLine(page.url, 200)})`;
      const cut = page.cut ? '\n[only the first 2 MB of the page were read]' : '';
      const question = userText.replaceAll(url, ' ');
      const content = `${heading}\n${relevantPassages(text, question, maxContent)}${cut}`;
      return success(content, {
        untrusted: true,
        answers: isAnswer(content, userText),
        understood: oneLine(page.url, 120),
      });
    },
  });
}
