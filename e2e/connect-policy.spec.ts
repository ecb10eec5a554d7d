import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { replyText } from '@kinglet/testkit/scripted-llm-server';
import { Chat } from './support/chat.ts';
import { startPublicSite } from './support/public-site.ts';
import { expect, test } from './support/test.ts';

/** A server that lets any page read it and counts who asked. */
async function openServer(): Promise<{ url: string; server: Server; asked: () => number }> {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, server, asked: () => requests };
}

/** Connects past our own guard of `fetch`; the directive that blocked it, '' where none did. */
async function connect(url: string): Promise<string> {
  const blocked = new Promise<string>((resolve) => {
    globalThis.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
      once: true,
    });
  });
  const done = new Promise<string>((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve('');
    request.open('GET', url);
    request.send();
  });
  return Promise.race([blocked, done]);
}

/** Asks the service worker for a page, as the worker's `read` does. */
async function readPage(url: string): Promise<string> {
  const answer = await fetch(location.href, { headers: { 'kinglet-read': url } });
  return `${answer.status} ${answer.headers.get('kinglet-read')} ${await answer.text()}`;
}

test('from the second visit on the browser lets page and worker connect to approved origins only', async ({
  profile,
  site,
  llm,
}) => {
  const { url, server, asked } = await openServer();
  const open = await startPublicSite((_request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.end('Owls hunt at night.');
  });
  try {
    const context = await profile.restart();
    const chat = new Chat(context.pages()[0] ?? (await context.newPage()));
    const worker = () => chat.page.workers().find((each) => /\/assets\/main-/.test(each.url()));
    await chat.open(site.url);
    await chat.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    expect(await chat.page.evaluate(connect, url)).toBe('');
    expect(await worker()?.evaluate(connect, url)).toBe('');
    expect(asked()).toBe(2);

    await chat.page.reload();
    await expect(chat.input).toBeVisible();
    expect(await chat.page.evaluate(connect, url)).toBe('connect-src');
    await expect.poll(() => worker()?.evaluate(connect, url)).toBe('connect-src');
    expect(asked()).toBe(2);
    expect(await chat.page.evaluate(() => crossOriginIsolated)).toBe(true);

    // A page that a tool was allowed to read comes by the service worker, which asks no private host.
    expect(await worker()?.evaluate(readPage, `${open.url}/news`)).toBe(
      `200 ${open.url}/news Owls hunt at night.`,
    );
    expect(await worker()?.evaluate(readPage, url)).toBe('502  ');
    expect(asked()).toBe(2);

    // An endpoint that the user gives now can be reached at once, with its key, and nothing else.
    llm.setScript(() => replyText('OK.'));
    await chat.setEndpoint(llm.baseUrl);
    const form = chat.page.getByRole('form', { name: 'A larger model' });
    await form.getByRole('button', { name: 'Test' }).click();
    await expect(form.getByText(/answered in/)).toBeVisible();
    expect(await worker()?.evaluate(connect, url)).toBe('connect-src');
    expect(asked()).toBe(2);
  } finally {
    server.close();
    open.close();
  }
});
