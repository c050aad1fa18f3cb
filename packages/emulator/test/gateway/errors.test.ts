import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { engineThatHears, start } from '../world.ts';
import { melody, toWav } from '../wav.ts';

// What the gateway is documented to refuse, word for word, each by its own cause.

const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;
const says = { messages: [{ role: 'user', content: 'When?' }] };
const asking = (transcript_id: string): object => ({ model: 'any', prompt: '{{ transcript }} When?', transcript_id });

async function send(body: object, options: EmulatorOptions = {}): Promise<Response> {
  const { client } = await start({ engine: 'fixtures', ...options });
  return await client.post('/v1/chat/completions', { model: 'any', ...body });
}

/** An answer that no client can cause, as a test of its own would script it. */
function scripted(status: number, body: object): EmulatorOptions {
  return { script: { 'POST /v1/chat/completions': [{ status, body }] } };
}

const refused = (error: string): object => ({
  code: 400,
  message: 'invalid request body',
  request_id: 'a',
  metadata: { errors: [error] },
});

describe('a chat is refused with 400:', () => {
  const noModelAccess = 'Your account does not have access to this LLM Gateway model';
  const object = { type: 'object' };
  const call = { type: 'function', function: { name: 'a' } };
  it.each<[error: string, body: object, options?: EmulatorOptions]>([
    ['one of messages or prompt required', {}],
    ['model X is not supported', { ...says, model: 'X' }, { llmModels: ['Y'] }],
    ['fallback_config depth cannot be greater than 2', { ...says, fallback_config: { depth: 3 } }],
    ['model_region can only be set to global', { ...says, model_region: 'eu' }],
    ['response_format is invalid: type must be json_schema', { ...says, response_format: { type: 'json_object' } }],
    ['unsupported parameter: seed', { ...says, seed: 1 }],
    // What depends on the account and on real models.
    [noModelAccess, says, scripted(400, refused(noModelAccess))],
    ['model context limit exceeded', says, scripted(400, refused('model context limit exceeded'))],
    [
      'model X does not support response_format',
      { ...says, response_format: { type: 'json_schema', json_schema: { name: 'a', schema: object } } },
      scripted(400, refused('model X does not support response_format')),
    ],
    [
      'model X does not support tools',
      { ...says, tools: [call] },
      scripted(400, refused('model X does not support tools')),
    ],
    [
      'model X does not support tool_choice',
      { ...says, tools: [call], tool_choice: call },
      scripted(400, refused('model X does not support tool_choice')),
    ],
  ])('%s', async (error, body, options) => {
    const response = await send(body, options);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code: 400,
      message: 'invalid request body',
      request_id: options?.script === undefined ? requestId : 'a',
      metadata: { errors: [error] },
    });
  });
});

describe('a transcript that is to be filled in', () => {
  it('is not there', async () => {
    const response = await send(asking('unknown'));
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { code: 404, message: 'transcript not found' },
    ]);
  });

  it('was deleted', async () => {
    const { emulator, client } = await start({ engine: engineThatHears({}) });
    const { id } = await client.transcribe(toWav([melody(1, 16_000, 1)], 16_000));
    const headers = { authorization: 'any-key' };
    await fetch(`${emulator.url}/v2/transcript/${id}`, { method: 'DELETE', headers });
    const response = await client.post('/v1/chat/completions', asking(id));
    expect([response.status, await response.json()]).toMatchObject([404, { code: 404, message: 'transcript deleted' }]);
  });
});

describe('without the right key it says 401, in the envelope of authentication:', () => {
  const wrong = 'Authentication error, API token missing/invalid';
  const missing =
    'Your account does not have access to LLM Gateway. Please upgrade or contact us at support@assemblyai.com for more information.';
  it.each<[key: string | undefined, error: string]>([
    [undefined, missing],
    ['wrong', wrong],
    ['Bearer wrong', wrong],
    ['Bearer ', wrong],
  ])('%s', async (key, error) => {
    const { emulator } = await start({ engine: 'fixtures', keys: ['right'] });
    for (const path of ['/chat/completions', '/understanding', '/understanding/validate']) {
      const init = { method: 'POST', headers: key === undefined ? {} : { authorization: key } };
      const response = await fetch(`${emulator.llmGatewayUrl}${path}`, init);
      expect([response.status, await response.json()]).toEqual([
        401,
        { error, status: 'error', request_id: requestId },
      ]);
    }
  });
});

it.each(['/v1/chat/completions', '/v1/understanding'])('more than a minute’s requests of %s get 429', async (path) => {
  const { client } = await start({ engine: 'fixtures', llmRequestsPerMinute: 1 });
  const text = 'It was on 3/4/2026.';
  const speech_understanding = { request: { custom_formatting: { date: 'mm/dd/yyyy' } } };
  const body = path === '/v1/understanding' ? { text, speech_understanding } : { model: 'any', ...says };
  expect((await client.post(path, body)).status).toBe(200);
  const response = await client.post(path, body);
  expect([response.status, await response.json()]).toEqual([
    429,
    { request_id: requestId, message: 'too many requests for this action', code: 429 },
  ]);
  const headers = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-service', 'x-ratelimit-feature'];
  const isChat = path.includes('chat');
  const service = isChat ? ['llmgw', null] : ['speech-understanding', 'understanding'];
  expect(headers.map((name) => response.headers.get(name))).toEqual(['1', '-1', ...service]);
  expect(response.headers.get('x-ratelimit-model')).toBe(isChat ? 'any' : null);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('what breaks inside is told in the gateway’s envelope', async () => {
  const llmModels = new Proxy<string[]>([], {
    get: () => {
      throw new Error('nothing is prepared for this');
    },
  });
  const response = await send(says, { llmModels });
  expect([response.status, await response.json()]).toEqual([
    500,
    {
      code: 500,
      message: 'internal server error',
      request_id: requestId,
      metadata: { errors: [expect.stringMatching(/^Internal server error\. Please retry/) as unknown] },
    },
  ]);
});
