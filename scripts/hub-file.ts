import { createHash } from 'node:crypto';
import { KingletError } from '@kinglet/spec';

/** What a hub says of a file. */
export interface HubFile {
  /** The commit that the revision of the address stands for now. */
  readonly revision: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const maxRedirects = 3;
/** A file that the hub keeps in git itself has no SHA-256 there: it is fetched and hashed, as it is small. */
const maxGitBytes = 16 * 1024 * 1024;

/**
 * Asks a hub for a file at an address of the form `https://HUB/REPOSITORY/resolve/REVISION/PATH`. A large file's answer has
 * its SHA-256 in `x-linked-etag` and its size in `x-linked-size`, and sends on to another host for the bytes; that host is
 * not asked. A repository that was renamed sends on within the hub. (huggingface.js issue 1023 compares its clients.)
 *
 * @throws KingletError `model-source`.
 */
export async function askHub(address: string): Promise<HubFile> {
  let url = new URL(address);
  for (let redirect = 0; redirect <= maxRedirects; redirect += 1) {
    const response = await ask(url, 'HEAD');
    const revision = response.headers.get('x-repo-commit');
    if (revision !== null) return readAnswer(response, { url, revision });
    const next = new URL(response.headers.get('location') ?? url, url);
    if (next.href === url.href || next.host !== url.host) break;
    url = next;
  }
  throw failed(address, 'answered without x-repo-commit, so it is no hub that is known here');
}

async function readAnswer(
  { headers }: Response,
  { url, revision }: { url: URL; revision: string },
): Promise<HubFile> {
  if (!/^[0-9a-f]{40}$/.test(revision))
    throw failed(url.href, `names the commit ${JSON.stringify(revision)}`);
  const linked = headers.get('x-linked-etag');
  const sizeBytes = Number(headers.get('x-linked-size') ?? headers.get('content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes <= 0) throw failed(url.href, 'does not say the size');
  if (linked === null) return { revision, ...(await hashSmall(url, sizeBytes)) };
  const sha256 = linked.replace(/^W\//, '').replaceAll('"', '');
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw failed(url.href, `has the x-linked-etag ${linked}, which is no SHA-256`);
  return { revision, sizeBytes, sha256 };
}

async function hashSmall(url: URL, sizeBytes: number): Promise<Pick<HubFile, 'sizeBytes' | 'sha256'>> {
  if (sizeBytes > maxGitBytes) throw failed(url.href, `has ${sizeBytes} bytes and no SHA-256`);
  const bytes = new Uint8Array(await (await ask(url, 'GET')).arrayBuffer());
  return { sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function ask(url: URL, method: 'HEAD' | 'GET'): Promise<Response> {
  const response = await fetch(url, {
    method,
    redirect: method === 'HEAD' ? 'manual' : 'follow',
    headers: { 'accept-encoding': 'identity' },
  }).catch((cause: unknown) => {
    throw failed(url.href, `could not be reached (${cause instanceof Error ? cause.message : cause})`);
  });
  if (response.status >= 400) throw failed(url.href, `answered ${response.status}`);
  return response;
}

function failed(address: string, what: string): KingletError {
  return new KingletError('model-source', `${address} ${what}.`);
}
