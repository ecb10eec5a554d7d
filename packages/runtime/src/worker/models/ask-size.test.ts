import { describe, expect, it } from 'vitest';
import { askSize } from './ask-size.ts';

const { signal } = new AbortController();
const file = { name: 'a.gguf' };
const urls = ['https://one.example/a', 'https://two.example/a'];

function ask(answers: readonly (() => Response)[]) {
  const asked: string[] = [];
  const size = askSize(file, urls.slice(0, answers.length), {
    signal,
    fetch: async (url, init) => {
      const answer = answers[asked.push(`${url} ${new Headers(init?.headers).get('Range')}`) - 1];
      if (!answer) throw new Error('Not asked.');
      return answer();
    },
  });
  return { size, asked };
}

const range = (value: string) => () =>
  new Response('x', { status: 206, headers: { 'Content-Range': value } });
const whole =
  (headers: Record<string, string>, body = 'xxxx') =>
  () =>
    new Response(body, { headers });

describe('askSize', () => {
  it('asks for one byte, and reads the size off the answer', async () => {
    const { size, asked } = ask([range('bytes 0-0/12345')]);
    expect(await size).toBe(12_345);
    expect(asked).toEqual(['https://one.example/a bytes=0-0']);
  });

  it('takes the length where the source knows no ranges', async () => {
    expect(await ask([whole({ 'Content-Length': '4' })]).size).toBe(4);
  });

  it.each([
    ['an error', () => new Response('', { status: 404 }), 'answered 404'],
    ['a web page', whole({ 'Content-Type': 'text/html', 'Content-Length': '4' }), 'sent a web page'],
    ['a size that is not told', range('bytes 0-0/*'), 'does not say how large'],
    ['another range', range('bytes 5-9/10'), 'does not say how large'],
    ['a hidden range', () => new Response('x', { status: 206 }), 'does not say how large'],
    [
      'a length of what is compressed',
      whole({ 'Content-Length': '4', 'Content-Encoding': 'gzip' }),
      'does not say how large',
    ],
    ['no length', whole({}), 'does not say how large'],
    ['a length of nothing', whole({ 'Content-Length': '0' }), 'does not say how large'],
  ])('asks the next source after %s, and says why where there is none', async (_what, answer, why) => {
    expect(await ask([answer, range('bytes 0-0/7')]).size).toBe(7);
    await expect(ask([answer]).size).rejects.toMatchObject({
      code: 'model-source',
      message: expect.stringContaining(why),
    });
  });

  it('says so of a source that cannot be reached, and of a file without one', async () => {
    const unreachable = () => {
      throw new TypeError('Failed to fetch');
    };
    await expect(ask([unreachable]).size).rejects.toThrow('could not be reached');
    await expect(ask([]).size).rejects.toThrow('It has no sources');
  });

  it('rejects with the reason of a cancel', async () => {
    const stop = new AbortController();
    const size = askSize(file, urls, {
      signal: stop.signal,
      fetch: async () => {
        stop.abort(new Error('stopped'));
        throw new TypeError('aborted');
      },
    });
    await expect(size).rejects.toThrow('stopped');
  });
});
