import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../src/index.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, serve, start } from './world.ts';

describe('a job that cannot be done ends in error, never with words:', () => {
  it('an unknown recording, and the error names what to do', async () => {
    const { client } = await start();
    const transcript = await client.transcribe(toWav([melody(3, 16_000, 5)], 16_000), { speaker_labels: true });
    expect(transcript.status).toBe('error');
    for (const choice of ['asked: fixtures', 'pocketsphinx', '--fixtures', 'ASSEMBLYAI_API_KEY']) {
      expect(transcript.error).toContain(choice);
    }
    expect(transcript).toMatchObject({ text: null, words: null, utterances: null, confidence: null });
  });

  it.each([
    ['text/plain', 'this is not audio'],
    ['application/json', '{"audio": "this is not audio"}'],
    ['application/json', '[1, 2]'],
    ['text/html', '<!doctype html><p>this is not audio</p>'],
    ['text/plain', 'audio_url=https%3A%2F%2Fexample.org%2Fa.mp3'],
    ['text/plain', '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nRIFF\0\0\0\0WAVE\r\n--b--\r\n'],
    ['text/plain', '#EXTM3U\nhttp://127.0.0.1:1/a.mp3\n'],
  ])('an upload that is %s', async (type, body) => {
    const { client } = await start({ engine: engineThatHears({}) });
    expect(await client.transcribe(body)).toMatchObject({
      status: 'error',
      error: `Transcoding failed. File type ${type}`,
      words: null,
    });
  });

  it.each([
    ['text/html (HTML document, ASCII text, with very long lines (56754))', `<html>\n${'x'.repeat(56_754)}\n</html>\n`],
    ['text/html (HTML document, Unicode text, UTF-8 text)', '<!DOCTYPE html>\n<p>é</p>\n'],
    ['application/json (JSON text data)', '{"a": 1}\n'],
    ['text/plain (ASCII text, with no line terminators)', 'nothing'],
  ])('a page that is downloaded and is %s', async (kind, body) => {
    const { client } = await start({ engine: engineThatHears({}) });
    const { url } = await serve({ '/a': { status: 200, body } });
    const { error } = await client.wait((await client.create({ audio_url: `${url}/a` })).id);
    expect(error).toBe(`File does not appear to contain audio. File type is ${kind}.`);
  });

  it.each([
    ['bytes', new Uint8Array(5_000).map((_, at) => (at * 37) % 251)],
    ['a WAV header and nothing', toWav([new Float32Array(0)], 16_000)],
    ['a WAV header and noise', new Uint8Array([...Buffer.from('RIFF\0\0\0\0WAVE'), ...new Uint8Array(90).fill(7)])],
  ])('%s that is not audio', async (_kind, bytes) => {
    const { client } = await start();
    const transcript = await client.transcribe(bytes);
    expect(transcript).toMatchObject({ status: 'error', words: null });
    expect(transcript.error).toMatch(/^File does not appear to contain audio\b/);
  });

  it('audio shorter than 160 ms', async () => {
    const { client } = await start({ engine: engineThatHears({}) });
    const short = await client.transcribe(toWav([melody(0.159, 16_000, 1)], 16_000));
    expect(short).toMatchObject({ status: 'error', error: 'Audio duration is too short.', words: null });
    const enough = await client.transcribe(toWav([melody(0.16, 16_000, 1)], 16_000));
    expect(enough.status).toBe('completed');
  });

  it.each(['missing', 'gone', 'no URL', 'a local file'])('audio that cannot be downloaded: %s', async (kind) => {
    const { client } = await start();
    const { url, stop } = await serve({});
    if (kind === 'gone') stop();
    const file = new URL('world.ts', import.meta.url).href;
    const urls: Record<string, string> = { 'no URL': 'nowhere', 'a local file': file };
    const audio_url = urls[kind] ?? `${url}/a.wav`;
    const { error } = await client.wait((await client.create({ audio_url })).id);
    expect(error).toBe(
      `Download error, unable to download ${audio_url}. Please make sure the file exists and is accessible from the internet.`,
    );
  });
});

it('audio is downloaded from where the job says', async () => {
  const { client } = await start();
  const { url } = await serve({ '/meeting.mp3': { status: 200, body: await readFile(samples.meeting.audio) } });
  const transcript = await client.wait((await client.create({ audio_url: `${url}/meeting.mp3` })).id);
  expect(transcript).toMatchObject({ status: 'completed', audio_url: `${url}/meeting.mp3` });
});

it('an engine that fails ends the job, not the emulator', async () => {
  const engine = { name: 'broken', recognise: () => Promise.reject(new Error('out of order')) };
  const { client } = await start({ engine });
  const wav = toWav([melody(1, 16_000, 1)], 16_000);
  expect(await client.transcribe(wav)).toMatchObject({ status: 'error', words: null });
  expect(await client.transcribe(wav)).toMatchObject({ status: 'error', words: null });
});
