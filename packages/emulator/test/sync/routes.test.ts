import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { connect } from '../client.ts';
import { engineThatHears, start } from '../world.ts';
import { melody, toWav } from '../wav.ts';

const engine = engineThatHears({ text: 'Hello', start: 0, end: 400, confidence: 0.5 }, { text: 'there.', start: 400 });
const second = toWav([melody(1, 16_000, 1)], 16_000);
const pcm = second.slice(44);

interface Form {
  readonly audio?: Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly config?: unknown;
  readonly model?: string | undefined;
  readonly path?: string;
}

async function post(form: Form = {}, options: EmulatorOptions = { engine }): Promise<Response> {
  const { audio = second, type = 'audio/wav', config, path = '/v1/transcribe' } = form;
  const { emulator } = await start(options);
  const body = new FormData();
  if (config !== undefined) body.set('config', typeof config === 'string' ? config : JSON.stringify(config));
  body.set('audio', new Blob([audio], { type }), 'clip');
  const model = 'model' in form ? form.model : 'universal-3-5-pro';
  const headers = { authorization: 'key', ...(model === undefined ? {} : { 'x-aai-model': model }) };
  return await fetch(`${emulator.url}${path}`, { method: 'POST', headers, body });
}

describe('a clip', () => {
  it.each(['/v1/transcribe', '/v1/transcribe/live'])('posted to %s is answered with its words', async (path) => {
    const response = await post({ path });
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        text: 'Hello there.',
        words: [
          { text: 'Hello', confidence: 0.5 },
          { text: 'there.', confidence: 1 },
        ],
        confidence: 0.75,
        audio_duration_ms: 1000,
        session_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        request_time_ms: expect.any(Number) as unknown,
      },
    ]);
  });

  it('has times where they are asked for', async () => {
    const answer = (await (await post({ config: { timestamps: true } })).json()) as { words: object[] };
    expect(answer.words[0]).toEqual({ text: 'Hello', confidence: 0.5, start: 0, end: 400 });
  });

  it('may be raw samples, whose rate and channels the config tells', async () => {
    const config = { sample_rate: 8000, channels: 2 };
    const answer = await (await post({ audio: pcm, type: 'audio/pcm', config })).json();
    expect(answer).toMatchObject({ audio_duration_ms: 1000, text: 'Hello there.' });
  });

  it('sounds to the engines as it was sent, channel by channel', async () => {
    const heard: { sampleRate: number; channels: readonly Float32Array[] }[] = [];
    const listening = {
      name: 'listening',
      recognise: (sound: (typeof heard)[0]) => {
        heard.push(sound);
        return Promise.resolve({ words: [], languageCode: 'en_us' });
      },
    };
    const samples = new Uint8Array(
      Int16Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? 16_384 : -8192)).buffer,
    );
    const config = { sample_rate: 8000, channels: 2 };
    await post({ audio: samples, type: 'audio/pcm', config }, { engine: listening });
    expect(heard[0]?.sampleRate).toBe(8000);
    expect(heard[0]?.channels.map((channel) => [channel.length, channel[1]])).toEqual([
      [2000, 0.5],
      [2000, -0.25],
    ]);
  });
});

const silence = (ms: number) => toWav([new Float32Array(8 * ms)], 8000);

describe('a clip is refused', () => {
  it.each([
    ['of 79 ms', { audio: silence(79) }, 400, 'Bad Audio'],
    ['of more than two minutes', { audio: silence(120_001) }, 413, 'Audio Too Large'],
    ['of more than 40 MB', { audio: new Uint8Array(40 * 1024 ** 2 + 1) }, 413, 'Audio Too Large'],
    ['that is empty', { audio: new Uint8Array(0) }, 400, 'Bad Request'],
    ['that is no WAV', { audio: new Uint8Array(1000) }, 400, 'Bad Audio'],
    ['of another type', { type: 'audio/mpeg' }, 415, 'Unsupported Media Type'],
    ['of a rate too low', { audio: toWav([new Float32Array(4000)], 4000) }, 400, 'Bad Audio'],
    ['without a rate', { audio: pcm, type: 'audio/pcm', config: { channels: 1 } }, 400, 'Bad Audio'],
    ['with a config that is none', { config: '[' }, 400, 'Bad Request'],
    ['with too long a prompt', { config: { prompt: 'a'.repeat(6001) } }, 400, 'Bad Request'],
    ['for another model', { model: 'best' }, 400, 'Bad Request'],
    ['for no model', { model: undefined }, 400, 'Bad Request'],
  ])('%s, after RFC 9457', async (_what, form, status, title) => {
    const response = await post(form);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({ status, title, detail: expect.any(String) as unknown });
    expect(response.status).toBe(status);
  });

  it('of 80 ms is not', async () => {
    expect((await post({ audio: silence(80) })).status).toBe(200);
  });

  it('when nobody knows the recording, with what to do about it', async () => {
    const response = await post({}, { engine: 'fixtures' });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { detail: expect.stringMatching(/--fixtures/) as unknown },
    ]);
  });

  it('when it is no form, or half of one', async () => {
    const { emulator } = await start({ engine });
    const send = async (type: string, body: string): Promise<number> => {
      const headers = { authorization: 'key', 'x-aai-model': 'u3-sync-pro', 'content-type': type };
      return (await fetch(`${emulator.url}/v1/transcribe`, { method: 'POST', headers, body })).status;
    };
    expect(await send('audio/wav', 'RIFF')).toBe(415);
    const half = '--x\r\ncontent-disposition: form-data; name="audio"; filename="a"\r\n\r\nRIFF';
    expect(await send('multipart/form-data; boundary=x', half)).toBe(400);
    expect(await send('multipart/form-data', half)).toBe(415);
  });

  it('without a key', async () => {
    const { emulator } = await start({ engine });
    const response = await fetch(`${emulator.url}/v1/transcribe`, { method: 'POST' });
    expect([response.status, await response.json()]).toMatchObject([401, { status: 401, title: 'Unauthorized' }]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('when something breaks', async () => {
    const broken = { name: 'broken', recognise: () => Promise.resolve({ words: null as never, languageCode: 'en' }) };
    const response = await post({}, { engine: broken });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect([response.status, await response.json()]).toMatchObject([
      500,
      {
        status: 500,
        title: 'Internal Server Error',
        detail: expect.stringMatching(/^Internal server error/) as unknown,
      },
    ]);
  });
});

it('a connection may be warmed, without a key', async () => {
  const { emulator } = await start({ engine });
  const statuses = ['GET', 'POST'].map(async (method) => (await fetch(`${emulator.url}/v1/warm`, { method })).status);
  expect(await Promise.all(statuses)).toEqual([200, 200]);
  expect((await connect(emulator.url).get('/v1/warm')).status).toBe(200);
});
