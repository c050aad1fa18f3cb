import { describe, expect, it } from 'vitest';
import { melody, toWav } from './wav.ts';
import { engineThatHears, serve, start } from './world.ts';

// Every error that AssemblyAI documents for jobs, word for word, each by its own cause.

const tenSeconds = toWav([melody(10, 16_000, 1)], 16_000);

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
