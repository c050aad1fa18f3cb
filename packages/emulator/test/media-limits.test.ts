import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultMediaLimits } from '../src/media-limits.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, filesIn, makeFolder, start } from './world.ts';

const engine = engineThatHears({ text: 'Maria' });
const wav = toWav([melody(1, 16_000, 1)], 16_000);

it('the limits are the service’s own', () => {
  expect(defaultMediaLimits).toEqual({
    uploadBytes: 2.2e9,
    downloadBytes: 5e9,
    redactedBytes: 1e9,
    longestMs: 36_000_000,
    shortestMs: 160,
  });
});

async function upload(uploadBytes: number) {
  const data = await makeFolder();
  const { emulator } = await start({ engine, data, mediaLimits: { uploadBytes } });
  const init = { method: 'POST', headers: { authorization: 'a' }, body: wav };
  const response = await fetch(`${emulator.url}/v2/upload`, init);
  return { status: response.status, text: await response.text(), files: await filesIn(`${data}/uploads`) };
}

describe('an upload', () => {
  it('of as much as may be is taken', async () => {
    const { status, files } = await upload(wav.byteLength);
    expect([status, files.map(({ text }) => text.length)]).toEqual([200, [wav.byteLength]]);
  });

  it('of one byte more is refused in the service’s words, and leaves nothing', async () => {
    const { status, text, files } = await upload(wav.byteLength - 1);
    expect([status, files]).toEqual([422, []]);
    expect(text).toMatch(/^Upload failed, please try again\./);
  });
});

async function transcribe(downloadBytes: number) {
  const server = createServer((_request, response) => response.end(wav));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void (server.closeAllConnections(), server.close()));
  const audio_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.wav`;
  const { client } = await start({ engine, mediaLimits: { downloadBytes } });
  return { ...(await client.wait((await client.create({ audio_url })).id)), audio_url };
}

describe('a job over what a URL names', () => {
  it('of as much as may be is done', async () => {
    expect((await transcribe(wav.byteLength)).status).toBe('completed');
  });

  it('of one byte more ends in error', async () => {
    const { status, error, audio_url } = await transcribe(wav.byteLength - 1);
    const most = (wav.byteLength - 1) / 1e9;
    expect([status, error]).toEqual(['error', `Download error, ${audio_url} is larger than ${most} GB.`]);
  });
});

it.each([
  [{ longestMs: 1_000 }, undefined],
  [{ longestMs: 999 }, 'Audio duration is too long. The most is 0.0002775 hours.'],
  [{ shortestMs: 1_000 }, undefined],
  [{ shortestMs: 1_001 }, 'Audio duration is too short.'],
])('a second of sound under %j ends with %j', async (mediaLimits, error) => {
  const { client } = await start({ engine, mediaLimits });
  expect((await client.transcribe(wav)).error).toBe(error);
});

it.each([
  [wav.byteLength + 1, 200, undefined],
  [wav.byteLength, 400, [{ message: expect.stringMatching(/^redact_pii_audio: only recordings of less than/) }]],
])('redacted audio where sources of %i bytes are too large: %i', async (redactedBytes, status, warnings) => {
  const { client } = await start({ engine, mediaLimits: { redactedBytes } });
  const wanted = { redact_pii: true, redact_pii_audio: true, redact_pii_audio_quality: 'wav' };
  const { id, metadata, ...transcript } = await client.transcribe(wav, {
    ...wanted,
    redact_pii_policies: ['person_name'],
  });
  expect(transcript.status).toBe('completed');
  expect(metadata?.warnings).toEqual(warnings);
  expect((await client.get(`/v2/transcript/${id}/redacted-audio`)).status).toBe(status);
});
