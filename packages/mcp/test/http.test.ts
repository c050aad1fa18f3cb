import { describe, expect, it } from 'vitest';
import { endpoint, key, startWorld } from './world.ts';

const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });

function init(headers: Readonly<Record<string, string>> = {}): RequestInit {
  const accept = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
  return { method: 'POST', body, headers: { ...accept, authorization: `Bearer ${key}`, ...headers } };
}

describe('over HTTP', () => {
  it('a caller with a key is answered', async () => {
    await using world = await startWorld();
    expect((await world.fetch(endpoint, init())).status).toBe(200);
  });

  it.each(['', 'Bearer', 'Basic a2V5', 'Bearer two words', `Bearer ${'x'.repeat(9000)}`])(
    'the token %j is refused with a challenge',
    async (authorization) => {
      await using world = await startWorld();
      const answer = await world.fetch(endpoint, init({ authorization }));
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="earmark-mcp"/);
      expect(await answer.text()).not.toContain('xxxx');
      expect(world.emulator.journal).toEqual([]);
    },
  );

  it.each([
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
    ['origin', 'http://localhost.evil.example'],
    ['host', 'evil.example'],
    ['host', 'localhost.evil.example:80'],
  ])('the %s %s is refused', async (name, value) => {
    await using world = await startWorld();
    expect((await world.fetch(endpoint, init({ [name]: value }))).status).toBe(403);
  });

  it('names that were allowed are answered, and this machine’s no longer', async () => {
    await using world = await startWorld({ allowedHosts: ['mcp.example'], allowedOrigins: ['app.example'] });
    const asked = async (headers: Readonly<Record<string, string>>, url = 'https://mcp.example/mcp') =>
      (await world.fetch(url, init(headers))).status;
    expect(await asked({ origin: 'https://app.example' })).toBe(200);
    expect(await asked({ origin: 'http://localhost' })).toBe(403);
    expect(await asked({}, endpoint)).toBe(403);
  });

  it('a request that is too large is refused unread', async () => {
    await using world = await startWorld({ maxBodyBytes: 1000 });
    const large = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { x: 'x'.repeat(2000) } });
    expect((await world.fetch(endpoint, { ...init(), body: large })).status).toBe(413);
  });

  it('a sign-in of one’s own is told of in the challenge, found where it says, and asked for the key', async () => {
    const resource = 'http://localhost/mcp';
    await using world = await startWorld({
      authorization: {
        resource,
        authorizationServers: ['https://sign-in.example'],
        apiKeyOf: (token) => Promise.resolve(token === 'good' ? key : undefined),
      },
    });
    const refused = await world.fetch(endpoint, init({ authorization: 'Bearer bad' }));
    const [, where = ''] = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '') ?? [];
    expect([refused.status, where]).toEqual([401, 'http://localhost/.well-known/oauth-protected-resource/mcp']);
    const found: unknown = await (await world.fetch(where)).json();
    expect(found).toMatchObject({ resource, authorization_servers: ['https://sign-in.example'] });
    expect((await world.fetch(endpoint, init({ authorization: 'Bearer good' }))).status).toBe(200);
  });

  it('a session is its caller’s alone, and who has none is answered without', async () => {
    await using world = await startWorld({ maxSessions: 1 });
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const opening = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    const begin = async () => (await world.fetch(endpoint, { ...init(), body: opening })).headers.get('mcp-session-id');
    const id = (await begin()) ?? 'none';
    const asked = async (authorization: string) =>
      (await world.fetch(endpoint, init({ 'mcp-session-id': id, authorization }))).status;
    expect([await asked(`Bearer ${key}`), await asked('Bearer another')]).toEqual([200, 404]);
    expect(await begin()).not.toBe(id);
    expect([await asked(`Bearer ${key}`), await asked('Bearer another')]).toEqual([200, 200]);
    await using stateless = await startWorld({ maxSessions: 0 });
    const without = await stateless.fetch(endpoint, { ...init(), body: opening });
    expect([without.status, without.headers.get('mcp-session-id')]).toEqual([200, null]);
  });
});
