import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ServerReply } from './server-reply.ts';
import { streamReply } from './stream-reply.ts';

/** A request as the scripted server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; null where there was none. */
  readonly body: Record<string, unknown> | null;
}

/** Replies to completions in order, or a function that answers each. */
export type ServerScript =
  | readonly ServerReply[]
  | ((request: SeenRequest, index: number) => ServerReply | Promise<ServerReply>);

export interface ScriptedLlmServer {
  /** Such as `http://127.0.0.1:41234/v1`. */
  readonly baseUrl: string;
  /** Requests other than preflights, in order. */
  readonly requests: readonly SeenRequest[];
  /** Replaces the script; replies count from 0 again. */
  setScript(script: ServerScript): void;
  /** Cuts all connections and stops. */
  close(): Promise<void>;
}

/**
 * Starts a real HTTP server that speaks OpenAI's chat completions as scripted: no model, honest about it in its model
 * name. With `key` set, any other bearer token gets a 401. CORS is open, preflight included.
 */
export async function scriptedLlmServer(
  script: ServerScript,
  { key, model = 'scripted-large', port = 0 }: { key?: string; model?: string; port?: number } = {},
): Promise<ScriptedLlmServer> {
  const requests: SeenRequest[] = [];
  let current = script;
  let completions = 0;

  async function complete(seen: SeenRequest, response: ServerResponse): Promise<void> {
    const index = completions++;
    const reply = typeof current === 'function' ? await current(seen, index) : current[index];
    if (!reply) return sendJson(response, 500, errorBody(`The script has only ${index} replies.`));
    await sendReply(response, reply, { model, body: seen.body ?? {} });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    allowOrigin(request, response);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const seen = await see(request);
    requests.push(seen);
    if (key !== undefined && seen.headers['authorization'] !== `Bearer ${key}`) {
      return sendJson(response, 401, errorBody('Incorrect API key provided'));
    }
    if (seen.method === 'GET' && seen.path === '/v1/models') {
      return sendJson(response, 200, { object: 'list', data: [{ id: model, object: 'model' }] });
    }
    if (seen.method === 'POST' && seen.path === '/v1/chat/completions') return complete(seen, response);
    sendJson(response, 404, errorBody(`No route ${seen.method} ${seen.path}`));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    setScript(next) {
      current = next;
      completions = 0;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function sendReply(
  response: ServerResponse,
  reply: ServerReply,
  { model, body }: { model: string; body: Record<string, unknown> },
): Promise<void> {
  if (reply.before === 'hang') return;
  if (reply.before === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const contentType = reply.steps ? 'text/event-stream; charset=utf-8' : 'application/json';
  response.writeHead(reply.status ?? 200, { 'content-type': contentType, ...reply.headers });
  if (!reply.steps) {
    response.end(reply.body ?? '');
    return;
  }
  const options = body['stream_options'] as { include_usage?: boolean } | undefined;
  await streamReply(response, reply.steps, { model, includeUsage: options?.include_usage === true });
}

function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.setHeader('access-control-expose-headers', 'retry-after');
  response.setHeader('access-control-allow-private-network', 'true');
  response.setHeader('vary', 'origin');
}

async function see(request: IncomingMessage): Promise<SeenRequest> {
  const body = await text(request);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(headers),
    body: body === '' ? null : JSON.parse(body),
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function errorBody(message: string): object {
  return { error: { message, type: 'scripted' } };
}
