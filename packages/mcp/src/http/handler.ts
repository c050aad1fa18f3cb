import type { Client } from '@earmark/core/portable';
import { createClient } from '@earmark/core/edge';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { type ServerOptions, toSetting } from '../options.ts';
import { createServer } from '../server.ts';
import { type Authorization, challenge, keyOf, metadataResponse } from './authorization.ts';
import { type Guard, refusedBy } from './guard.ts';
import { createSessions } from './sessions.ts';

export interface HandlerOptions extends ServerOptions, Guard {
  /** Makes the client of a caller's key. @default one over the runtime's `fetch` */
  readonly client?: ((apiKey: string) => Client) | undefined;
  /** How callers sign in. @default their bearer token is their AssemblyAI key */
  readonly authorization?: Authorization | undefined;
  /** Largest request, in bytes; a `data:` URL has to fit in. @default 4_194_304 */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Conversations of clients of the protocol of 2025 that are kept, for them to cancel calls and to ask people; 0 where
   * requests of one client may reach different machines.
   *
   * @default 100
   */
  readonly maxSessions?: number | undefined;
}

export interface Handler {
  /** Answers one request; bound, so that it can be handed on by itself. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Ends the calls that run. */
  close(): Promise<void>;
}

const handlerDefaults = Object.freeze({ maxBodyBytes: 4_194_304, maxSessions: 100 });
const maxClients = 100;

/**
 * Serves MCP over streamable HTTP, each caller by their own key. Local files are out of reach.
 *
 * @throws TypeError that names the option that is wrong.
 */
export function createHandler(options: HandlerOptions = {}): Handler {
  const { authorization, onError } = options;
  const { maxBodyBytes = handlerDefaults.maxBodyBytes, maxSessions = handlerDefaults.maxSessions } = options;
  const clientOf = kept(options.client ?? ((apiKey) => createClient({ apiKey })));
  const serve = (key: string) => createServer(toSetting(options, { files: false, client: () => clientOf(key) }));
  // What is wrong in the options is said now, and not to the first caller.
  serve('');
  const sessions = createSessions(maxSessions, maxBodyBytes, serve);
  const handler = createMcpHandler(({ authInfo }) => serve(authInfo?.token ?? ''), {
    maxRequestBodySize: maxBodyBytes,
    ...(onError === undefined ? {} : { onerror: onError }),
  });
  return {
    async fetch(request) {
      const refused = refusedBy(options, request);
      if (refused !== undefined) return refused;
      const metadata = metadataResponse(authorization, request);
      if (metadata !== undefined) return metadata;
      const key = await keyOf(authorization, request);
      if (key === undefined) return challenge(authorization, request);
      const answer = await sessions.answer(request, key);
      return answer ?? (await handler.fetch(request, { authInfo: { token: key, clientId: 'caller', scopes: [] } }));
    },
    async close() {
      await sessions.close();
      await handler.close();
    },
  };
}

// A client paces what one account asks, and so outlives a request; the ones used last are kept.
function kept(make: (apiKey: string) => Client): (apiKey: string) => Client {
  const clients = new Map<string, Client>();
  return (apiKey) => {
    const client = clients.get(apiKey) ?? make(apiKey);
    clients.delete(apiKey);
    clients.set(apiKey, client);
    const [oldest] = clients.keys();
    if (clients.size > maxClients && oldest !== undefined) clients.delete(oldest);
    return client;
  };
}
