import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askHub } from './hub-file.ts';
import { pinCatalogue } from './pin-catalogue.ts';

const commit = '23749fefcc72300e3a2ad315e1317431b06b590a';
const sha256 = '9465e63a22add5354d9bb4b99e90117043c7124007664907259bd16d043bb031';
const config = Buffer.from('{"model_type":"llama"}');
const linked = { 'x-repo-commit': commit, 'x-linked-size': '639446688', 'x-linked-etag': `"${sha256}"` };

/** Answers as the hub does: large files have their hash in a header and their bytes elsewhere. */
function hub(request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? '';
  asked.push(`${request.method} ${path}`);
  const answer = (status: number, headers: Record<string, string>, body?: Buffer) => {
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (path.startsWith('/old/')) return answer(307, { location: path.replace('/old/', '/team/') });
  if (path.endsWith('model.gguf')) return answer(302, { ...linked, location: 'https://cdn.invalid/blob' });
  if (path.endsWith('config.json'))
    return answer(
      200,
      { 'x-repo-commit': commit, etag: '"0a1b"', 'content-length': `${config.length}` },
      config,
    );
  if (path.endsWith('odd.gguf')) return answer(302, { ...linked, 'x-linked-etag': '"abc"' });
  if (path.endsWith('elsewhere.gguf')) return answer(302, { location: 'https://other.invalid/a' });
  if (path.endsWith('round.gguf')) return answer(302, { location: path });
  if (path.endsWith('huge.bin'))
    return answer(200, { 'x-repo-commit': commit, 'content-length': '99000000' });
  if (path.endsWith('branch.gguf')) return answer(302, { ...linked, 'x-repo-commit': 'main' });
  if (path.endsWith('sizeless.gguf'))
    return answer(302, { 'x-repo-commit': commit, 'x-linked-etag': `"${sha256}"` });
  return answer(404, {});
}

let asked: string[];
let server: Server;
let base: string;
let folder: string;
let path: string;

beforeEach(async () => {
  asked = [];
  folder = await mkdtemp(join(tmpdir(), 'kinglet-pin-'));
  path = join(folder, 'catalogue.json');
  server = createServer(hub);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/team/model/resolve`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

describe('askHub', () => {
  it('reads commit, size and hash of a large file without asking for its bytes', async () => {
    expect(await askHub(`${base}/main/model.gguf`)).toEqual({
      revision: commit,
      sizeBytes: 639_446_688,
      sha256,
    });
    expect(asked).toEqual(['HEAD /team/model/resolve/main/model.gguf']);
  });

  it('fetches and hashes a small file, which the hub keeps in git', async () => {
    const hash = createHash('sha256').update(config).digest('hex');
    expect(await askHub(`${base}/main/config.json`)).toEqual({
      revision: commit,
      sizeBytes: config.length,
      sha256: hash,
    });
  });

  it('follows a repository that was renamed, within the hub only', async () => {
    expect((await askHub(`${base.replace('/team/', '/old/')}/main/model.gguf`)).sha256).toBe(sha256);
  });

  it.each([
    ['missing.gguf', 'answered 404'],
    ['odd.gguf', 'is no SHA-256'],
    ['elsewhere.gguf', 'no hub that is known'],
    ['round.gguf', 'no hub that is known'],
    ['huge.bin', 'no SHA-256'],
    ['branch.gguf', 'names the commit "main"'],
    ['sizeless.gguf', 'does not say the size'],
  ])('refuses %s: it %s', async (name, why) => {
    await expect(askHub(`${base}/main/${name}`)).rejects.toMatchObject({
      code: 'model-source',
      message: expect.stringContaining(why),
    });
  });
});

describe('pinCatalogue', () => {
  async function pin(files: readonly object[], { check = false } = {}) {
    const own = { id: 'own', sizeBytes: null, files: [] };
    const text = JSON.stringify({
      version: 1,
      models: [{ id: 'm', name: 'M', sizeBytes: null, files, cited: { a: 'b' } }, own],
    });
    await writeFile(path, text);
    const report = await pinCatalogue(path, { check });
    const after = await readFile(path, 'utf8');
    return { ...report, isSame: after === text, model: JSON.parse(after).models[0] };
  }
  const file = (change: object = {}) => ({
    ...{ name: 'model.gguf', sizeBytes: null, sha256: null },
    sources: ['model.gguf', `${base}/main/model.gguf`],
    ...change,
  });

  it('writes what is null, the commit in place of the branch, and the sum', async () => {
    const config = {
      name: 'config.json',
      sizeBytes: null,
      sha256: null,
      sources: [`${base}/main/config.json`],
    };
    const { model, written, problems } = await pin([file(), config]);
    expect(model).toMatchObject({
      sizeBytes: 639_446_688 + 22,
      files: [
        { sizeBytes: 639_446_688, sha256, sources: ['model.gguf', `${base}/${commit}/model.gguf`] },
        { sizeBytes: 22, sources: [`${base}/${commit}/config.json`] },
      ],
      cited: { a: 'b' },
    });
    expect(written).toHaveLength(6);
    expect(problems).toEqual([]);
  });

  it('has nothing to say where all is pinned and right', async () => {
    const sources = [`${base}/${commit}/model.gguf`];
    const report = await pin([file({ sizeBytes: 639_446_688, sha256, sources })]);
    expect(report).toMatchObject({ written: [], problems: [], isSame: true });
  });

  it.each([
    ['sizeBytes', { sizeBytes: 5 }],
    ['sha256', { sha256: 'a'.repeat(64) }],
    ['revision', { sources: [] as string[] }],
  ])('names a %s that the hub contradicts, and keeps it', async (field, change) => {
    const pinned = { sizeBytes: 639_446_688, sha256, sources: [`${base}/${commit}/model.gguf`], ...change };
    if (field === 'revision') pinned.sources = [`${base}/${'0'.repeat(40)}/model.gguf`];
    const { problems, isSame } = await pin([file(pinned)]);
    expect(problems).toEqual([expect.stringContaining(`m: ${field} of model.gguf is`)]);
    expect(isSame).toBe(true);
  });

  it('keeps what the hub contradicts while it writes what is null beside it', async () => {
    const { problems, written, model } = await pin([file({ sha256: 'a'.repeat(64) })]);
    expect(problems).toHaveLength(1);
    expect(written).toHaveLength(2);
    expect(model.files[0]).toMatchObject({ sizeBytes: 639_446_688, sha256: 'a'.repeat(64) });
  });

  it('goes on after a file that cannot be had, and asks nothing of one that no hub has', async () => {
    const missing = file({ name: 'missing.gguf', sources: [`${base}/main/missing.gguf`] });
    const { problems, written, model } = await pin([missing, file(), file({ sources: ['model.gguf'] })]);
    expect(problems).toEqual([expect.stringContaining('answered 404')]);
    expect(written).toHaveLength(3);
    expect(model).toMatchObject({ sizeBytes: null, files: [{ sha256: null }, { sha256 }, { sha256: null }] });
    expect(asked).toHaveLength(2);
  });

  it('writes nothing where it only checks', async () => {
    const { isSame, written } = await pin([file()], { check: true });
    expect(written).toHaveLength(3);
    expect(isSame).toBe(true);
  });
});
