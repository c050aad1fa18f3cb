import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
  validateHostHeader,
} from '@modelcontextprotocol/server';

/** Who a server answers, so that no page in a browser reaches one that it should not. */
export interface Guard {
  /** Names under which this server is reached, without ports. @default those of this machine */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Host names of pages that may call it; programs send none. @default those of this machine */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** The answer to a request that came in by another name, or from a page that is not allowed; undefined for any other. */
export function refusedBy({ allowedHosts, allowedOrigins }: Guard, request: Request): Response | undefined {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  const checked = validateHostHeader(host, [...(allowedHosts ?? localhostAllowedHostnames())]);
  if (!checked.ok) {
    const error = { code: -32_000, message: 'This server does not answer to that host name: see `allowedHosts`.' };
    return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 403 });
  }
  return originValidationResponse(request, [...(allowedOrigins ?? localhostAllowedOrigins())]);
}
