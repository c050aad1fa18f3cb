import {
  type McpServer,
  WebStandardStreamableHTTPServerTransport,
  isInitializeRequest,
  isLegacyRequest,
} from '@modelcontextprotocol/server';

interface Session {
  readonly key: string;
  readonly transport: WebStandardStreamableHTTPServerTransport;
}

/** Conversations of clients of 2025: what cancels a call, and what a person answers, comes in a request of its own. */
export interface Sessions {
  /** Answers a request that begins or belongs to one; undefined for any other, which needs none. */
  answer(request: Request, key: string): Promise<Response | undefined>;
  close(): Promise<void>;
}

/** Keeps as many as allowed; whose session was left for others is served without one. */
export function createSessions(most: number, maxBodyBytes: number, serve: (key: string) => McpServer): Sessions {
  const sessions = new Map<string, Session>();

  async function begin(request: Request, key: string): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      maxRequestBodySize: maxBodyBytes,
      async onsessioninitialized(id) {
        sessions.set(id, { key, transport });
        const [oldest] = sessions.keys();
        if (sessions.size > most && oldest !== undefined) await end(oldest);
      },
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await serve(key).connect(transport);
    return await transport.handleRequest(request);
  }

  async function end(id: string): Promise<void> {
    const session = sessions.get(id);
    sessions.delete(id);
    await session?.transport.close();
  }

  return {
    async answer(request, key) {
      const id = request.headers.get('mcp-session-id') ?? '';
      const session = sessions.get(id);
      if (session === undefined) {
        return most > 0 && (await isOpening(request, maxBodyBytes)) ? await begin(request, key) : undefined;
      }
      if (session.key !== key) return Response.json({ error: 'session not found' }, { status: 404 });
      // Used last, it is left last.
      sessions.delete(id);
      sessions.set(id, session);
      return await session.transport.handleRequest(request);
    },
    async close() {
      await Promise.all([...sessions.keys()].map(end));
    },
  };
}

async function isOpening(request: Request, maxRequestBodySize: number): Promise<boolean> {
  if (request.method !== 'POST' || !(await isLegacyRequest(request, undefined, { maxRequestBodySize }))) return false;
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  return isInitializeRequest(body);
}
