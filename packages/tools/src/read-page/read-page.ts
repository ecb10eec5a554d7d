import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { oneLine } from '../text/clean-text.ts';
import { relevantPassages } from '../text/passages.ts';
import { fetchPage } from './fetch-page.ts';
import { mainText } from './main-text.ts';

/** Characters of the page: what a small model can still read in reasonable time. */
const maxContent = 2_400;

/** The main text of a web page. The address leaves the device: its risk is `send`. */
export function readPage({ fetch }: { fetch: typeof globalThis.fetch }): Tool {
  return defineTool({
    name: 'read',
    description: 'Read a web page by its address.',
    arguments: { url: { description: 'the address, such as https://example.org/news', maxLength: 2_000 } },
    risk: 'send',
    timeoutMs: 20_000,
    run: async ({ url }, { signal, userText }) => {
      const page = await fetchPage(parseAddress(url), { fetch, signal });
      const html = /html/.test(page.mediaType) || /^\s*<(?:!doctype|html)/i.test(page.text.slice(0, 200));
      const { title, text } = html ? await mainText(page.text) : { title: '', text: page.text };
      signal.throwIfAborted();
      if (text.trim() === '') {
        throw new KingletError(
          'remote-failed',
          `${oneLine(page.url, 120)} has no text without its scripts. Copy the text there and paste it here.`,
        );
      }
      const heading =
        title === '' ? oneLine(page.url, 200) : `${oneLine(title, 150)} (${oneLine(page.url, 200)})`;
      const cut = page.cut ? '\n[only the first 2 MB of the page were read]' : '';
      const question = userText.replaceAll(url, ' ');
      return success(`${heading}\n${relevantPassages(text, question, maxContent)}${cut}`, {
        untrusted: true,
        understood: oneLine(page.url, 120),
      });
    },
  });
}

/** `example.org` is `https://example.org`. Throws KingletError `invalid-input` for anything but a web address. */
export function parseAddress(written: string): URL {
  const trimmed = written.replace(/^[<("']+|[>)"',.;]+$/g, '');
  const address = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(trimmed) ? trimmed : `https://${trimmed}`;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw refused(`"${oneLine(written)}" is not an address. Give one such as https://example.org/news.`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused(`Only http and https addresses can be read, not ${oneLine(url.protocol, 20)}`);
  }
  if (url.username !== '' || url.password !== '')
    throw refused('An address with a user name or password in it is not read.');
  if (!url.hostname.includes('.') && url.hostname !== 'localhost' && !url.hostname.startsWith('[')) {
    throw refused(`"${oneLine(written)}" is not an address. Give one such as https://example.org/news.`);
  }
  return url;
}

function refused(message: string): KingletError {
  return new KingletError('invalid-input', message);
}
