/** How callers sign in with an authorization server, instead of with their AssemblyAI key. */
export interface Authorization {
  /** The public URL of this server, such as `https://example.com/mcp`. */
  readonly resource: string;
  /** Issuers of tokens for it. */
  readonly authorizationServers: readonly string[];
  /** Checks a token, and gives the AssemblyAI key to act with; undefined refuses it. */
  apiKeyOf(token: string, request: Request): Promise<string | undefined>;
}

const wellKnown = '/.well-known/oauth-protected-resource';
const longest = 8192;

/** The document in which clients find where to sign in (RFC 9728); undefined where that is not asked for. */
export function metadataResponse(authorization: Authorization | undefined, request: Request): Response | undefined {
  if (authorization === undefined || new URL(request.url).pathname !== metadataUrl(authorization).pathname)
    return undefined;
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } });
  const { resource, authorizationServers } = authorization;
  const body = { resource, authorization_servers: authorizationServers, bearer_methods_supported: ['header'] };
  return Response.json(body, { headers: { 'access-control-allow-origin': '*' } });
}

/** The key to act with; undefined where there is none that could be one. */
export async function keyOf(authorization: Authorization | undefined, request: Request): Promise<string | undefined> {
  const [, token] = /^Bearer +([\x21-\x7e]+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token === undefined || token.length > longest) return undefined;
  return authorization === undefined ? token : await authorization.apiKeyOf(token, request);
}

/** Says that a key is needed, and where to get one. */
export function challenge(authorization: Authorization | undefined, request: Request): Response {
  const isGiven = request.headers.has('authorization');
  const words = isGiven
    ? 'The token cannot be used.'
    : 'Send your AssemblyAI API key, or the token you were given, as a bearer token.';
  const parts = [
    'realm="earmark-mcp"',
    ...(isGiven ? ['error="invalid_token"', `error_description="${words}"`] : []),
    ...(authorization === undefined ? [] : [`resource_metadata="${metadataUrl(authorization).href}"`]),
  ];
  const error = isGiven ? 'invalid_token' : 'unauthorized';
  return Response.json(
    { error, error_description: words },
    { status: 401, headers: { 'www-authenticate': `Bearer ${parts.join(', ')}` } },
  );
}

function metadataUrl({ resource }: Authorization): URL {
  const { origin, pathname } = new URL(resource);
  return new URL(`${wellKnown}${pathname === '/' ? '' : pathname}`, origin);
}
