import { piecesOf } from '../audio.ts';
import { EarmarkError } from '../errors.ts';
import { isRecord } from '../record.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { type WebhookNotification, subjectOf, toNotification } from './notification.ts';

export interface WebhookOptions {
  /** Where the service reaches this receiver from the internet; its query is kept. */
  readonly url: string;
  /** The header that proves a call to be the service's: a secret of yours, at least 16 characters. */
  readonly secret: string;
  /** @default 'x-earmark-secret' */
  readonly headerName?: string | undefined;
}

/** The part of Node's request that is read; `IncomingMessage` is one, and so are Express' and Fastify's. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** A body that a framework has parsed already. */
  readonly body?: unknown;
}

/** The part of Node's response that is written. */
export interface NodeResponse {
  statusCode: number;
  end(body?: string): unknown;
}

/** Receives the service's callbacks, and wakes whoever waits for that job. */
export interface WebhookReceiver {
  /** The parameters that make the service call: spread them over those of a job. `transcribe` does it by itself. */
  readonly params: {
    readonly webhook_url: string;
    readonly webhook_auth_header_name: string;
    readonly webhook_auth_header_value: string;
  };
  /** Answers a request of Node's `http`, Express or Fastify. */
  readonly handle: (request: NodeRequest, response: NodeResponse) => Promise<void>;
  /** Answers a `Request`, as Hono, Next.js, Workers, Deno and Bun have them. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Hears every notification that proved to be the service's. */
  onNotification(hear: (notification: WebhookNotification) => void): () => void;
  /** Resolves when the service called about this, even earlier than now, or when the time is up. */
  readonly called: Arrivals['await'];
}

const mostBytes = 64 * 1024;
const shortestSecret = 16;

/**
 * Creates a receiver for the service's callbacks.
 *
 * A call without the secret, which is compared in constant time, is answered 401, a body that is no notification 400; both
 * wake nobody. What fails, a listener of yours included, is answered 500. The service wants an answer within 10 s, and
 * calls up to 10 times unless it gets a 4xx.
 *
 * @throws EarmarkError `invalid` for a URL the service cannot call, a short secret, or a name that is no header's.
 * @see https://www.assemblyai.com/docs/deployment/webhooks
 */
export function createWebhookReceiver({
  url,
  secret,
  headerName = 'x-earmark-secret',
}: WebhookOptions): WebhookReceiver {
  check(url, secret, headerName);
  const arrivals = createArrivals();
  const hearing = new Set<(notification: WebhookNotification) => void>();
  const statusOf = createCheck(secret, (notification) => {
    const subject = subjectOf(notification);
    if (subject !== undefined) arrivals.arrive(subject);
    for (const hear of hearing) hear(notification);
  });

  return {
    params: { webhook_url: url, webhook_auth_header_name: headerName, webhook_auth_header_value: secret },
    async handle(request, response) {
      const given = request.headers[headerName.toLowerCase()];
      response.statusCode = await statusOf(request.method, String(given ?? ''), () => bodyOf(request));
      response.end();
    },
    async fetch(request) {
      const given = request.headers.get(headerName) ?? '';
      const status = await statusOf(request.method, given, () => textOf(piecesOf(request.body)));
      return new Response(null, { status });
    },
    onNotification(hear) {
      hearing.add(hear);
      return () => void hearing.delete(hear);
    },
    called: arrivals.await,
  };
}

/** Returns a function that tells the status to answer with, and passes on what proves to be a notification. */
function createCheck(secret: string, tell: (notification: WebhookNotification) => void) {
  return async (
    method: string | undefined,
    given: string,
    read: () => Promise<string | undefined>,
  ): Promise<number> => {
    if (method !== 'POST') return 405;
    if (!isSame(given, secret)) return 401;
    try {
      const body = await read();
      if (body === undefined) return 413;
      const notification = toNotification(body);
      if (notification === undefined) return 400;
      tell(notification);
      return 200;
    } catch {
      // A body that broke off, or a listener that failed: the service calls again.
      return 500;
    }
  };
}

function check(url: string, secret: string, headerName: string): void {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    throw new EarmarkError('invalid', '`url` must be the http(s) URL at which the service reaches this receiver.');
  }
  if (secret.length < shortestSecret || secret.length > 1000 || /[^\x21-\x7e]/.test(secret)) {
    throw new EarmarkError('invalid', `\`secret\` must have ${shortestSecret} to 1000 visible ASCII characters.`);
  }
  if (!/^[\w-]{1,1000}$/.test(headerName)) {
    throw new EarmarkError('invalid', '`headerName` must be letters, digits, - and _ only.');
  }
}

// As long as the longer of the two takes, wherever they differ.
function isSame(given: string, secret: string): boolean {
  let differs = given.length ^ secret.length;
  for (let at = 0; at < Math.max(given.length, secret.length); at += 1) {
    differs |= (given.charCodeAt(at) || 0) ^ (secret.charCodeAt(at) || 0);
  }
  return differs === 0;
}

async function bodyOf(request: NodeRequest): Promise<string | undefined> {
  const { body } = request;
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return isRecord(body) ? JSON.stringify(body) : await textOf(request);
}

// Reads on when it is too much, and keeps nothing: who stops in the middle could not answer any more.
async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const piece of pieces) {
    bytes += piece.byteLength;
    text = bytes > mostBytes ? '' : text + decoder.decode(piece, { stream: true });
  }
  return bytes > mostBytes ? undefined : text + decoder.decode();
}
