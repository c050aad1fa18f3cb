import { samples } from '@earmark/emulator';
import { operations } from '@earmark/operations';
import { missingFrom, traces } from '@earmark/operations/traces';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { createAssemblyAIPlugin } from '../../src/index.ts';
import { type OpenAPIHandlerOptions, createOpenAPIHandler, toOpenAPI } from '../../src/openapi.ts';
import { startWorld } from '../world.ts';

const serverUrl = 'https://tools.example.com/audio';
const token = 'a-token-of-the-tests';
const plugin = createAssemblyAIPlugin({ apiKey: 'any', operations: operations.map(({ id }) => id) });

function post(name: string, body: unknown, more: Record<string, string> = {}): Request {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more };
  return new Request(`${serverUrl}/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => [key, ...keysIn(inside)]);
}

describe('toOpenAPI', () => {
  const document = toOpenAPI(plugin, { serverUrl: `${serverUrl}/` });

  it('has names that Semantic Kernel takes, each once, and the tools’ schemas', () => {
    const posts = Object.entries(document.paths).map(([path, { post: one }]) => ({ path, ...one }));
    expect(posts).toHaveLength(operations.length);
    expect(document.servers).toEqual([{ url: serverUrl }]);
    const ids = posts.map((one) => String(Object(one).operationId));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^\w{1,64}$/);
    for (const one of posts) {
      const { schema } = Object(one).requestBody.content['application/json'];
      expect(new Ajv({ strict: true, strictTypes: false }).validateSchema(schema)).toBe(true);
      for (const name of Object.keys(schema.properties)) expect(name).toMatch(/^\w+$/);
    }
  });

  it('says nothing that OpenAPI 3.0 could not: readers of it turn 3.1 down to it', () => {
    const text = JSON.stringify(document.paths);
    expect(text).not.toMatch(/"type":\[|"required":\[\]/);
    for (const key of ['const', '$schema', 'prefixItems', 'examples', 'exclusiveMinimum', 'null']) {
      expect(keysIn(document.paths), key).not.toContain(key);
    }
  });

  it.each(['', 'tools.example.com', 'ftp://a.b'])('%j is no server', (url) => {
    expect(() => toOpenAPI(plugin, { serverUrl: url })).toThrow('`serverUrl` must be an http(s) URL');
  });
});

describe('createOpenAPIHandler', () => {
  it('answers as the document says', async () => {
    await using world = await startWorld();
    const audio = await world.client.files.upload(samples.meeting.audio);
    const handle = createOpenAPIHandler(createAssemblyAIPlugin({ client: world.client }), { serverUrl, token });
    const document = await (await handle(new Request(`${serverUrl}/openapi.json`))).json();
    expect(document).toMatchObject({ openapi: '3.1.0', paths: { '/transcribe': {} } });
    const response = await handle(post('transcribe', { audio, speaker_labels: true }));
    expect(response.status).toBe(200);
    const { Result } = Object(document).components.schemas;
    const body = await response.json();
    expect(new Ajv().compile(Result)(body)).toBe(true);
    expect(body).toMatchObject({ text: expect.stringContaining('B: The budget'), facts: { status: 'completed' } });
    expect(missingFrom(world.emulator.journal, traces['transcribe'] ?? [])).toEqual([]);
  });

  it('refuses in words, with a status, and never says what it must not', async () => {
    await using world = await startWorld({ keys: ['another'] });
    const handle = createOpenAPIHandler(createAssemblyAIPlugin({ client: world.client }), {
      serverUrl,
      token,
      maxRequestBytes: 1000,
    });
    const cases: readonly (readonly [Request, number, string])[] = [
      [post('transcribe', {}, { authorization: 'Bearer another-token-of-20' }), 401, 'The token'],
      [post('transcribe', {}, { authorization: '' }), 401, 'The token'],
      [post('transcribe', {}, { authorization: `Bearer ${token}x` }), 401, 'The token'],
      [post('delete_transcript', {}), 404, 'no such tool'],
      [post('../audio/transcribe/x', {}), 404, 'no such tool'],
      [
        new Request('https://tools.example.com/transcribe', { headers: { authorization: `Bearer ${token}` } }),
        404,
        'no such tool',
      ],
      [new Request(`${serverUrl}/transcribe`, { headers: { authorization: `Bearer ${token}` } }), 405, 'POST'],
      [post('transcribe', { audio: '/etc/passwd' }), 403, '`audio` is a local path'],
      [
        post('transcribe', { audio: 'https://a.b/c', webhook_url: 'https://x.y' }),
        400,
        '`webhook_url` is no parameter',
      ],
      [post('transcribe', { audio: `https://a.b/${'c'.repeat(2000)}` }), 400, 'failed'],
      [post('get_transcript', { transcript_id: 'x' }), 502, 'The call failed at the service.'],
    ];
    for (const [request, status, words] of cases) {
      const response = await handle(request);
      const body = await response.text();
      expect([response.status, body]).toEqual([status, expect.stringContaining(words)]);
      expect(body).not.toMatch(/any-key|\n\s+at /);
    }
  });

  it('wants a token that cannot be guessed', () => {
    for (const wrong of ['', 'short', undefined]) {
      const options = { serverUrl, token: wrong } as OpenAPIHandlerOptions;
      expect(() => createOpenAPIHandler(plugin, options)).toThrow('`token` must have at least 16 characters');
    }
  });
});
