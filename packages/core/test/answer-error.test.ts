import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { EarmarkError } from '../src/index.ts';
import { errorOf, getTranscript, key, postTranscript, startWorld } from './world.ts';

interface Said {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

async function errorFor(answer: Said): Promise<EarmarkError> {
  await using world = await startWorld({ [getTranscript]: [{ ...answer, times: Number.POSITIVE_INFINITY }] });
  return await errorOf(world.client.transcripts.get('job-1'));
}

const table: readonly [string, Said, Partial<EarmarkError>][] = [
  ['400', { status: 400, body: { error: 'audio_url not found' } }, { code: 'invalid', retryable: false }],
  [
    '400, unknown id',
    { status: 400, body: { error: 'Transcript lookup error, transcript id not found' } },
    { code: 'not_found', retryable: false },
  ],
  [
    '401',
    { status: 401, body: { error: 'Authentication error, API token missing/invalid' } },
    { code: 'auth', retryable: false },
  ],
  [
    '401, no access',
    { status: 401, body: { error: 'Your account does not have access to this' } },
    { code: 'account', retryable: false },
  ],
  [
    '400, no money',
    { status: 400, body: { error: 'Your current account balance is negative' } },
    { code: 'account', retryable: false },
  ],
  ['403', { status: 403, body: { error: 'Forbidden' } }, { code: 'account', retryable: false }],
  ['404', { status: 404, body: { error: 'Not found' } }, { code: 'not_found', retryable: false }],
  ['408', { status: 408, body: { error: 'Request timeout' } }, { code: 'timeout', retryable: true }],
  ['413', { status: 413, body: { error: 'File too large' } }, { code: 'invalid', retryable: false }],
  [
    '415, problem details',
    {
      status: 415,
      body: { status: 415, title: 'Unsupported Media Type', detail: 'The audio part must be audio/wav.' },
    },
    { code: 'invalid', retryable: false },
  ],
  ['422', { status: 422, body: { error: 'Upload failed' } }, { code: 'invalid', retryable: false }],
  [
    '429',
    { status: 429, body: { error: 'Too many requests' } },
    { code: 'rate_limited', retryable: true, retryAfterMs: undefined },
  ],
  [
    '429, Retry-After',
    { status: 429, headers: { 'retry-after': '1.5' }, body: '' },
    { code: 'rate_limited', retryAfterMs: 1500 },
  ],
  ['500', { status: 500, body: { error: 'Internal server error' } }, { code: 'service', retryable: true }],
  ['503, Retry-After', { status: 503, headers: { 'retry-after': '0' } }, { code: 'service', retryAfterMs: 0 }],
  ['529', { status: 529 }, { code: 'service', retryable: true }],
  ['307', { status: 307 }, { code: 'protocol', retryable: false }],
];

describe('a refused request has the code of its status and words', () => {
  it.each(table)('%s', async (_, answer, expected) => {
    const error = await errorFor(answer);
    expect(error).toMatchObject({ name: 'EarmarkError', status: answer.status, ...expected });
    expect(error.message).toContain(`HTTP ${answer.status}`);
    const body = answer.body as { error?: string; detail?: string } | undefined;
    const said = body?.error ?? body?.detail;
    expect(error.serviceMessage).toBe(said);
    if (said !== undefined) expect(error.message).toContain(said);
  });
});

describe('the message', () => {
  const html = '<!DOCTYPE html><html><body>upstream is down</body></html>';

  it.each(['text/html', 'text/plain', 'application/json'])('has no HTML in it, sent as %s', async (type) => {
    const error = await errorFor({ status: 503, body: html, headers: { 'content-type': type } });
    expect(error).toMatchObject({ code: 'service', serviceMessage: undefined });
    expect(inspect(error)).not.toContain('upstream');
  });

  it('has the words of a plain text', async () => {
    expect(await errorFor({ status: 404, body: '404: Not Found' })).toMatchObject({ serviceMessage: '404: Not Found' });
  });

  it.each([
    ['an error object', { error: { code: 404, message: 'no such model' } }, 'no such model'],
    [
      'a message with its details',
      { code: 400, message: 'invalid request body', metadata: { errors: ['model is required', 7] } },
      'invalid request body: model is required',
    ],
    ['an empty object', {}, undefined],
    ['a list', ['no'], undefined],
    ['the same twice', { message: 'no such model', metadata: { errors: ['no such model'] } }, 'no such model'],
    ['another type', { error: 7, message: null, metadata: { errors: 'none' } }, undefined],
  ])('is read out of %s', async (_, body, words) => {
    expect((await errorFor({ status: 400, body })).serviceMessage).toBe(words);
  });

  it('is cut to a length that fits a log', async () => {
    const error = await errorFor({ status: 400, body: { error: 'a'.repeat(10_000) } });
    expect(error.message.length).toBeLessThan(700);
  });

  it('holds neither the key nor a URL’s secrets, although the service echoes them', async () => {
    const said = `token ${key} for https://me:pass@example.org/a.mp3?X-Sig=1&k=${key} and HTTPS://b.org/?sig=2`;
    for (const body of [{ error: said }, { error: { message: said } }, said]) {
      const error = await errorFor({ status: 401, body });
      expect(error.serviceMessage).toBe('token [key] for https://example.org/a.mp3?[cut] and HTTPS://b.org/?[cut]');
      const everything = inspect(error, { showHidden: true, depth: Infinity }) + JSON.stringify(error);
      for (const secret of [key, 'X-Sig', 'sig=2', 'pass']) expect(everything).not.toContain(secret);
    }
  });
});

it('a key too short to be one, such as tests use, does not garble the service’s words', async () => {
  const script = { [postTranscript]: [{ status: 403, body: { error: 'Too Many Requests' } }] };
  await using world = await startWorld(script, { apiKey: 'any' });
  const error = await errorOf(world.client.transcripts.create({ audio_url: 'http://127.0.0.1:9/a.mp3' }));
  expect(error.serviceMessage).toBe('Too Many Requests');
});

describe('the request id', () => {
  it('is kept from the header', async () => {
    const error = await errorFor({ status: 500, headers: { 'X-Request-Id': 'request-1' } });
    expect(error.requestId).toBe('request-1');
  });

  it('is kept from the body', async () => {
    const error = await errorFor({ status: 500, body: { error: 'Oops', request_id: 'request-2' } });
    expect(error.requestId).toBe('request-2');
  });
});

describe('Retry-After', () => {
  it('may be a date, which counts from the date of the answer', async () => {
    const headers = { date: 'Wed, 21 Oct 2026 07:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2026 07:28:07 GMT' };
    expect((await errorFor({ status: 429, headers })).retryAfterMs).toBe(7000);
  });

  it.each(['soon', '-1', 'Wed, 21 Oct 2026 07:28:00 GMT'])(
    'that is no number of seconds is no pause: %s',
    async (header) => {
      const error = await errorFor({ status: 429, headers: { 'retry-after': header } });
      expect(error.retryAfterMs).toBeUndefined();
    },
  );
});
