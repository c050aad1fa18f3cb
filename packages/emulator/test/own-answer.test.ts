import { describe, expect, it } from 'vitest';
import { start } from './world.ts';

const id = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;
const internal =
  'Internal server error. Please retry your request. If the error persists, please contact support@assemblyai.com for more information.';
const invalidKey = 'Authentication error, API token missing/invalid';

describe('a scripted error without a body has the service’s own words', () => {
  it.each<[route: string, status: number, body: unknown]>([
    ['POST /v2/transcript', 400, { error: 'Bad Request' }],
    ['POST /v2/transcript', 401, { error: invalidKey }],
    ['POST /v2/transcript', 403, { error: 'Cannot access uploaded file' }],
    ['POST /v2/transcript', 404, { error: 'Not found' }],
    ['POST /v2/transcript', 429, { error: 'Too Many Requests' }],
    ['POST /v2/transcript', 500, { error: internal }],
    ['POST /v2/transcript', 499, { error: 'HTTP 499' }],
    ['POST /v1/chat/completions', 401, { error: invalidKey, status: 'error', request_id: id }],
    ['POST /v1/chat/completions', 429, { code: 429, message: 'too many requests for this action', request_id: id }],
    [
      'POST /v1/chat/completions',
      500,
      { code: 500, message: 'internal server error', request_id: id, metadata: { errors: [internal] } },
    ],
    ['POST /v1/transcribe', 429, { status: 429, title: 'Too Many Requests', detail: 'Too Many Requests' }],
  ])('%s %i', async (route, status, body) => {
    const { client } = await start({ engine: 'fixtures', script: { [route]: [{ status }] } });
    const response = await client.post(route.slice('POST '.length), {});
    expect([response.status, await response.json()]).toEqual([status, body]);
  });

  it('as a text, where the service sends one', async () => {
    const { client } = await start({ engine: 'fixtures', script: { 'POST /v2/upload': [{ status: 422 }] } });
    const response = await client.post('/v2/upload', 'a');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toMatch(/^Upload failed, please try again\./);
  });

  it.each([502, 503, 504, 529])('and no words where it is not there: %i', async (status) => {
    const { client } = await start({ engine: 'fixtures', script: { 'POST /v2/transcript': [{ status }] } });
    const response = await client.post('/v2/transcript', {});
    expect([response.status, await response.text()]).toEqual([status, '']);
  });
});

it('a scripted error keeps its own headers, and its own body, be it empty', async () => {
  const headers = { 'Content-Type': 'application/x-own', 'Retry-After': '7' };
  const script = {
    'POST /v1/transcribe': [
      { status: 429, headers },
      { status: 500, body: {} },
      { status: 500, body: '' },
    ],
  };
  const { client } = await start({ engine: 'fixtures', script });
  const responses = [];
  for (let at = 0; at < 3; at += 1) responses.push(await client.post('/v1/transcribe', {}));
  const [first] = responses;
  expect(['content-type', 'retry-after'].map((name) => first?.headers.get(name))).toEqual(['application/x-own', '7']);
  expect(await Promise.all(responses.slice(1).map((response) => response.text()))).toEqual(['{}', '']);
});

it('a scripted success without a body is an empty object', async () => {
  const { client } = await start({ engine: 'fixtures', script: { 'POST /v2/transcript': [{ status: 200 }] } });
  expect(await (await client.post('/v2/transcript', {})).json()).toEqual({});
});
