import type * as z from 'zod/mini';
import { EarmarkError, type EarmarkErrorDetails } from './errors.ts';
import { errorOfResponse, redactor } from './http-error.ts';
import type { HttpBody, HttpRequest, HttpResponse, Transport } from './transport.ts';

interface ApiRequest {
  readonly method: HttpRequest['method'];
  /** Absolute. */
  readonly url: string;
  /** Sent as JSON when it is a plain value, as it is when it has `read`. */
  readonly body?: { readonly json: unknown } | { readonly bytes: HttpBody };
  readonly signal?: AbortSignal | undefined;
}

/** The authorised way to the service: one request, one checked answer, or one `EarmarkError`. */
export interface Api {
  json<Schema extends z.ZodMiniType>(schema: Schema, request: ApiRequest): Promise<z.output<Schema>>;
  text(request: ApiRequest): Promise<string>;
}

const userAgent = 'earmark-core';

export function createApi(transport: Transport, apiKey: string): Api {
  const redact = redactor(apiKey);

  async function send(request: ApiRequest): Promise<{ response: HttpResponse; text: string }> {
    request.signal?.throwIfAborted();
    try {
      const response = await transport(toHttpRequest(request, apiKey));
      return { response, text: await response.text() };
    } catch (error) {
      request.signal?.throwIfAborted();
      if (EarmarkError.is(error)) throw error;
      throw networkError(error, request, redact);
    }
  }

  async function accepted(request: ApiRequest): Promise<{ response: HttpResponse; text: string }> {
    const answer = await send(request);
    if (answer.response.status >= 200 && answer.response.status < 300) return answer;
    throw errorOfResponse(answer.response, answer.text, redact);
  }

  return {
    text: async (request) => (await accepted(request)).text,
    async json(schema, request) {
      const { response, text } = await accepted(request);
      const parsed = schema.safeParse(parseJson(text, request, response));
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0];
      const where = issue === undefined || issue.path.length === 0 ? 'the answer' : `\`${issue.path.join('.')}\``;
      const message = `${describe(request)} answered with another shape than expected: ${where}.`;
      throw new EarmarkError('protocol', message, originOf(response));
    },
  };
}

function toHttpRequest({ method, url, body, signal }: ApiRequest, apiKey: string): HttpRequest {
  const headers: Record<string, string> = { authorization: apiKey, accept: '*/*', 'user-agent': userAgent };
  if (body === undefined) return { method, url, headers, signal };
  if ('json' in body) {
    headers['content-type'] = 'application/json';
    return { method, url, headers, signal, body: JSON.stringify(body.json) };
  }
  headers['content-type'] = 'application/octet-stream';
  return { method, url, headers, signal, body: body.bytes };
}

function parseJson(body: string, request: ApiRequest, response: HttpResponse): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // No cause: the parser's own message quotes the body, which may be speech.
    throw new EarmarkError('protocol', `${describe(request)} answered with something other than JSON.`, {
      retryable: true,
      ...originOf(response),
    });
  }
}

function originOf({ status, headers }: HttpResponse): EarmarkErrorDetails {
  return { status, requestId: headers['x-request-id'] };
}

function networkError(error: unknown, request: ApiRequest, redact: (text: string) => string): EarmarkError {
  const reason = error instanceof Error ? redact(error.message) : 'unknown reason';
  return new EarmarkError('network', `${describe(request)} did not get through: ${reason}`, {
    retryable: true,
    cause: retold(error, redact),
  });
}

// A host's request helper hangs the whole request on its errors, the key included: only words and codes go on.
function retold(error: unknown, redact: (text: string) => string, depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth > 3) return undefined;
  const cause = retold(error.cause, redact, depth + 1);
  const told = new Error(redact(error.message), cause === undefined ? undefined : { cause });
  return Object.assign(told, 'code' in error && typeof error.code === 'string' ? { code: error.code } : {});
}

function describe({ method, url }: ApiRequest): string {
  const { host, pathname } = new URL(url);
  return `${method} ${host}${pathname}`;
}

/** Appends a path to a base URL, keeping the base's own path prefix. */
export function joinUrl(base: string, path: string): string {
  return base.replace(/\/+$/, '') + path;
}
