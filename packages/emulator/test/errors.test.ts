import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../src/index.ts';
import { connect } from './client.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, serve, start } from './world.ts';

// Every error that AssemblyAI documents or was seen to answer, word for word, each by its own cause.

const tenSeconds = toWav([melody(10, 16_000, 1)], 16_000);
const unknownId = 'GET /v2/transcript/{transcript_id}';

/** What makes the service answer so; the emulator is a new one with these options. */
interface Cause {
  readonly options?: EmulatorOptions;
  readonly ask: (client: ReturnType<typeof connect>, url: string) => Promise<Response>;
}

const creating = (params: object, options: EmulatorOptions = {}): Cause => ({
  options,
  ask: (client) => client.post('/v2/transcript', { audio_url: 'a', ...params }),
});
const getting = (path: string, headers: Record<string, string>): Cause => ({
  options: { keys: ['right'] },
  ask: (_client, url) => fetch(`${url}${path}`, { headers }),
});
const scripted = (status: number, body?: unknown): Cause => ({
  options: { script: { [unknownId]: [{ status, body }] } },
  ask: (client) => client.get('/v2/transcript/a'),
});
const twice = (options: EmulatorOptions): Cause => ({
  options,
  async ask(client) {
    await client.get('/v2/transcript');
    return await client.get('/v2/transcript');
  },
});

async function cause({ options, ask }: Cause): Promise<Response> {
  const { emulator, client } = await start({ engine: 'fixtures', ...options });
  return await ask(client, emulator.url);
}

const task = (request: object): object => ({ speech_understanding: { request } });
const internal =
  'Internal server error. Please retry your request. If the error persists, please contact support@assemblyai.com for more information.';

describe('a request is refused:', () => {
  it.each<[status: number, error: string, why: string, Cause]>([
    [
      400,
      'Transcript lookup error, transcript id not found',
      'unknown id',
      { ask: (to) => to.get('/v2/transcript/a') },
    ],
    [
      400,
      'Transcript lookup error, transcript id not found',
      'captions',
      { ask: (to) => to.get('/v2/transcript/a/srt') },
    ],
    [400, 'Transcript creation error, audio_url not found', 'no audio_url', creating({ audio_url: undefined })],
    [400, 'format_text must be a Boolean', 'wrong type', creating({ format_text: 'yes' })],
    [
      400,
      'The following models are not available in this language: speaker_labels',
      'voices were not told apart in every language',
      creating({ language_code: 'th', speaker_labels: true }, { compat: 'e25' }),
    ],
    [
      400,
      'The following models are not available in this language: sentiment_analysis, auto_highlights',
      'features of other languages',
      creating({ language_code: 'ko', sentiment_analysis: true, auto_highlights: true }),
    ],
    [
      400,
      'Your current account balance is negative. Please top up to continue using the API.',
      'negative balance',
      creating({}, { account: { balanceNegative: true } }),
    ],
    [
      400,
      "'🇸🇬' was included in the word boost list but contains unsupported characters",
      'word_boost with a flag in it',
      creating({ word_boost: ['fine', '🇸🇬'] }, { strict: true }),
    ],
    [
      400,
      '`redact_pii_return_unredacted` can only be set to True if `redact_pii` is True',
      'nothing is redacted',
      creating({ redact_pii_return_unredacted: true }),
    ],
    [
      400,
      'Both speaker_options and speakers_expected can not be used in the same request.',
      'both at once',
      creating({ speaker_labels: true, speakers_expected: 2, speaker_options: { max_speakers_expected: 3 } }),
    ],
    [
      400,
      'speaker_labels or multichannel required',
      'names for voices that are not told apart',
      creating(task({ speaker_identification: { speaker_type: 'name' } })),
    ],
    [
      400,
      'redact pii phone_number not compatible with formatting phone_number; redact pii date not compatible with formatting date',
      'both redacted and formatted',
      creating({
        redact_pii: true,
        redact_pii_policies: ['date', 'phone_number'],
        ...task({ custom_formatting: { date: 'mm/dd/yyyy', phone_number: '(xxx)xxx-xxxx' } }),
      }),
    ],
    [401, 'Authentication error, API token missing/invalid', 'no key', getting('/v2/transcript', {})],
    [
      401,
      'Authentication error, API token missing/invalid',
      'wrong key',
      getting('/v2/transcript', { authorization: 'wrong' }),
    ],
    [
      401,
      'Authentication error, API token missing/invalid',
      'Bearer, which REST does not know',
      getting('/v2/transcript', { authorization: 'Bearer right' }),
    ],
    [
      403,
      'Cannot access uploaded file',
      'an upload of another project',
      {
        options: { keys: { 'any-key': 'own', other: 'foreign' } },
        ask: async (client, url) =>
          await client.post('/v2/transcript', { audio_url: await connect(url, 'other').upload(tenSeconds) }),
      },
    ],
    [403, 'Forbidden', 'more than the ceiling in five minutes', twice({ requestsPerFiveMinutes: 1 })],
    [404, 'Not found', 'no such route', { ask: (client) => client.get('/v2/nowhere') }],
    [429, 'Too Many Requests', 'the rate limit', twice({ rateLimit: { requests: 1, windowMs: 60_000 } })],
    [500, internal, 'as a script says, without words of its own', scripted(500)],
    [
      500,
      'Server error, developers have been alerted.',
      'as a script says',
      scripted(500, { error: 'Server error, developers have been alerted.' }),
    ],
    [
      500,
      internal,
      'what breaks in the emulator',
      { options: { clock: broken() }, ask: (to) => to.get('/v2/transcript') },
    ],
  ])('%i %s (%s)', async (status, error, _why, of) => {
    const response = await cause(of);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json']);
    expect(await response.json()).toEqual({ error });
  });

  it('429 says when to come back, and how much is left', async () => {
    const { headers } = await cause(twice({ rateLimit: { requests: 1, windowMs: 60_000 } }));
    const sent = ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
    expect(sent.map((name) => headers.get(name))).toEqual(['60', '1', '-1', '60']);
  });

  it.each<[status: number, type: string, body: string, why: string, Cause]>([
    [
      404,
      'text/html; charset=utf-8',
      '404: Not Found',
      'no caption format',
      { ask: (client) => client.get('/v2/transcript/a/txt') },
    ],
    [
      422,
      'text/plain; charset=utf-8',
      'Upload failed, please try again. If you continue to have issues please reach out to support@assemblyai.com',
      'an empty upload',
      { ask: (client) => client.post('/v2/upload', '') },
    ],
    [503, 'text/plain; charset=utf-8', '', 'as a script says', scripted(503)],
    [504, 'text/plain; charset=utf-8', '', 'as a script says', scripted(504)],
  ])('%i %s %j (%s)', async (status, type, body, _why, of) => {
    const response = await cause(of);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
    expect(await response.text()).toBe(body);
  });
});

interface Audio {
  /** Uploaded, or else served by somebody else's server. */
  readonly upload?: Uint8Array<ArrayBuffer> | string;
  readonly page?: { status: number; body: string };
  readonly params?: object;
  readonly language?: { readonly code: string; readonly confidence: number };
}

const htmlPage = `<html>\n${'x'.repeat(56_754)}\n</html>\n`;

// In the words, https://foo.bar is where the audio was said to be.
describe('a job ends in error, with 200 and no words:', () => {
  it.each<[error: string, Audio]>([
    [
      'Download error to https://foo.bar, 403 Client Error: Forbidden for url: https://foo.bar',
      { page: { status: 403, body: 'no' } },
    ],
    [
      'Download error, unable to download https://foo.bar. Please make sure the file exists and is accessible from the internet.',
      { page: { status: 404, body: 'no' } },
    ],
    [
      'File does not appear to contain audio. File type is text/html (HTML document, ASCII text, with very long lines (56754)).',
      { page: { status: 200, body: htmlPage } },
    ],
    ['Transcoding failed. File type application/json', { upload: '{"audio": "this is not audio"}' }],
    ['Transcoding failed. File type text/plain', { upload: 'this is not audio' }],
    ['Audio duration is too short.', { upload: toWav([melody(0.159, 16_000, 1)], 16_000) }],
    [
      'Audio speech threshold 0.9461 is below the requested speech threshold value 1.0',
      { upload: tenSeconds, params: { speech_threshold: 1 } },
    ],
    [
      "detected language 'bg', confidence 0.2949, is below the requested confidence threshold value of '0.4'",
      {
        upload: tenSeconds,
        params: { language_detection: true, language_confidence_threshold: 0.4 },
        language: { code: 'bg', confidence: 0.2949 },
      },
    ],
  ])('%s', async (error, { upload, page, params, language = { code: 'en_us', confidence: 1 } }) => {
    const engine = engineThatHears({ start: 0, end: 9461 });
    const { client } = await start({
      engine: {
        ...engine,
        async recognise(sound, signal) {
          const heard = (await engine.recognise(sound, signal)) ?? { words: [] };
          return { ...heard, languageCode: language.code, known: { language_confidence: language.confidence } };
        },
      },
    });
    const audio_url =
      upload === undefined
        ? `${(await serve({ '/a': page ?? { status: 404, body: '' } })).url}/a`
        : await client.upload(upload);
    const { id } = await client.create({ audio_url, ...params });
    const ended = await client.wait(id);
    expect(ended).toMatchObject({ status: 'error', text: null, words: null });
    expect(ended.error).toBe(error.replaceAll('https://foo.bar', audio_url));
    expect((await client.get(`/v2/transcript/${id}`)).status).toBe(200);
  });
});

/** A clock that cannot tell the time, which nothing is prepared for. */
function broken(): NonNullable<EmulatorOptions['clock']> {
  return {
    now: () => {
      throw new Error('the clock stands');
    },
    sleep: () => Promise.resolve(),
  };
}
