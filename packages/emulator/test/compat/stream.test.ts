import { expect, it } from 'vitest';
import { engineThatHears, start } from '../world.ts';
import { melody, toWav } from '../wav.ts';

const engine = engineThatHears({ text: 'Hello,', start: 0, end: 400, confidence: 0.5 }, { text: 'Tom.', start: 400 });
const wav = toWav([melody(1, 8000, 1)], 8000);

async function stream(body: object, options: object = { compat: 'e25' }): Promise<[number, unknown]> {
  const { client } = await start({ engine, ...options });
  const response = await client.post('/v2/stream', body);
  return [response.status, await response.json()];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const seconds = (count: number) => ({ audio_data: base64(new Uint8Array(16_000 * count)) });

it('a short sound is answered with plain words', async () => {
  expect(await stream({ audio_data: base64(wav.subarray(44)) })).toEqual([
    200,
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      status: 'completed',
      confidence: 0.75,
      text: 'hello tom',
      words: [
        { text: 'hello', start: 0, end: 400, confidence: 0.5 },
        { text: 'tom', start: 400, end: 100, confidence: 1 },
      ],
      created: expect.stringMatching(/^\d{4}-/) as unknown,
    },
  ]);
});

it('format and punctuation are there when asked for, and a WAV file will do', async () => {
  const body = { audio_data: base64(wav), punctuate: true, format_text: true };
  expect(await stream(body)).toMatchObject([200, { text: 'Hello, Tom.' }]);
});

it('what is too long, no sound, or nothing, is refused', async () => {
  expect((await stream(seconds(15)))[0]).toBe(200);
  expect(await stream(seconds(16))).toEqual([400, { error: 'audio_data is longer than 15 seconds' }]);
  expect(await stream({})).toEqual([400, { error: 'audio_data not found' }]);
  const broken = Buffer.from('RIFF and nothing else').toString('base64');
  expect((await stream({ audio_data: broken }))[0]).toBe(400);
  expect((await stream(seconds(1), { compat: 'e25', engine: 'fixtures' }))[0]).toBe(400);
});

it('without compat it is gone', async () => {
  expect((await stream({ audio_data: base64(wav) }, {}))[0]).toBe(404);
});
