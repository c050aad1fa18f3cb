import { EarmarkError, type EarmarkErrorCode } from '@earmark/core';
import { type OpenAPIOptions, toOpenAPI } from './openapi-document.ts';
import type { AssemblyAIPlugin } from './plugin.ts';
import { type ToolResult, type Toolset, toToolset } from './toolset.ts';

export interface OpenAPIHandlerOptions extends OpenAPIOptions {
  /** Who calls proves to be allowed to with `Authorization: Bearer <token>`: at least 16 characters. */
  readonly token: string;
  /** Largest request, in bytes; recordings come as URLs. @default 1_048_576 */
  readonly maxRequestBytes?: number | undefined;
}

/**
 * Answers the calls of `toOpenAPI`: a request in, a response out, whatever serves them. `GET …/openapi.json` is the document.
 *
 * @throws EarmarkError `invalid` for a token that is too short; a request never throws.
 */
export function createOpenAPIHandler(
  source: AssemblyAIPlugin | Toolset,
  options: OpenAPIHandlerOptions,
): (request: Request) => Promise<Response> {
  const { token, serverUrl, maxRequestBytes = 1_048_576 } = options;
  if (typeof token !== 'string' || token.length < 16)
    throw new EarmarkError(
      'invalid',
      '`token` must have at least 16 characters: who has it spends the account’s money.',
    );
  const toolset = toToolset(source, options);
  const document = toOpenAPI(toolset, { ...options, serverUrl });
  const base = new URL(serverUrl).pathname.replace(/\/+$/, '');
  return async (request) => {
    const { pathname } = new URL(request.url);
    const name = pathname.startsWith(`${base}/`) ? pathname.slice(base.length + 1) : '';
    if (request.method === 'GET' && name === 'openapi.json') return Response.json(document);
    if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${token}`))
      return refusal(401, 'auth', 'The token is not the right one.');
    if (!toolset.tools.some((tool) => tool.name === name)) return refusal(404, 'not_found', 'There is no such tool.');
    if (request.method !== 'POST') return refusal(405, 'invalid', 'Tools are called with POST.');
    try {
      const body = await readBody(request, maxRequestBytes);
      return answer(await toolset.handleToolCall(name, body, { signal: request.signal }));
    } catch (error) {
      // What the service said of the account is not the caller’s business.
      if (!EarmarkError.is(error)) return refusal(500, 'service', 'The call failed.');
      return refusal(statuses[error.code] ?? 502, error.code, 'The call failed at the service.');
    }
  };
}

const statuses: Readonly<Partial<Record<EarmarkErrorCode, number>>> = Object.freeze({
  invalid: 400,
  unsupported: 400,
  fs_denied: 403,
  not_found: 404,
  not_ready: 409,
  gone: 410,
  transcript_failed: 422,
  rate_limited: 429,
  timeout: 504,
});

function answer({ text, facts, truncated, error }: ToolResult): Response {
  if (error !== undefined) return refusal(statuses[error.code] ?? 502, error.code, error.message);
  return Response.json({ text, facts, truncated });
}

function refusal(status: number, code: EarmarkErrorCode, error: string): Response {
  return Response.json({ error, code }, { status });
}

async function readBody(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const piece of piecesOf(request.body)) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw new EarmarkError('invalid', 'The request is too large.');
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

// In time that does not tell how much of it was right.
function isSame(given: string, wanted: string): boolean {
  let difference = given.length ^ wanted.length;
  for (let at = 0; at < wanted.length; at += 1) difference |= wanted.charCodeAt(at) ^ (given.charCodeAt(at) || 0);
  return difference === 0;
}
