import { KingletError } from '@kinglet/spec';
import { oneLine } from '../text/clean-text.ts';

/** `example.org` is `https://example.org`. Throws KingletError `invalid-input` for anything but a web address. */
export function parseAddress(written: string): URL {
  const trimmed = written.replace(/^[<("']+|[>)"',.;]+$/g, '');
  if (/^[^\s/:@]+@[^\s/:@]+$/.test(trimmed))
    throw refused(`"${oneLine(written)}" is a mail address, not a page.`);
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
