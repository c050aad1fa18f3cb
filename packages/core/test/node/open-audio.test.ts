import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AudioSource, type EarmarkErrorCode, createClient } from '../../src/index.ts';
import { sha256, startReceiver } from '../receiver.ts';
import { errorOf, key, startWorld } from '../world.ts';

const bytes = Uint8Array.from({ length: 1_200_003 }, (_, at) => (at * 17) % 253);
const folder = await mkdtemp(join(tmpdir(), 'earmark-core-'));
const file = join(folder, 'weekly call 100%.mp3');

beforeAll(async () => {
  await writeFile(file, bytes);
  await mkdir(join(folder, 'a folder'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('a local file arrives byte for byte, with its Content-Length', () => {
  const sources: readonly [string, () => AudioSource][] = [
    ['an absolute path', () => file],
    ['a relative path', () => relative(process.cwd(), file)],
    ['a file: URL with %20', () => pathToFileURL(file)],
    ['a file: URL as a string', () => pathToFileURL(file).href],
  ];

  it.each(sources)('%s', async (_, source) => {
    await using receiver = await startReceiver();
    await createClient({ baseUrl: receiver.url, apiKey: key }).files.upload(source());
    expect(receiver.received).toMatchObject([
      { bytes: bytes.byteLength, sha256: sha256(bytes), headers: { 'content-length': String(bytes.byteLength) } },
    ]);
  });
});

describe('a path that cannot be read is a clear error, before anything is sent', () => {
  const refused: readonly [string, () => AudioSource, EarmarkErrorCode, RegExp][] = [
    ['a missing file', () => join(folder, 'missing.mp3'), 'invalid', /there is no such file.*missing\.mp3/],
    ['a missing file with a colon in its name', () => 'Meeting: a.mp3', 'invalid', /there is no such file/],
    ['an empty path', () => '', 'invalid', /there is no such file/],
    ['a folder', () => join(folder, 'a folder'), 'invalid', /names no file.*a folder/],
    ['a file: URL of another machine', () => 'file://elsewhere/a.mp3', 'invalid', /file: URL names no file/],
    ['a data: URL', () => 'data:audio/wav;base64,UklGRg==', 'unsupported', /data: URL; use http\(s\), file: or a path/],
    ['an s3: URL', () => new URL('s3://bucket/a.mp3'), 'unsupported', /s3: URL/],
  ];

  it.each(refused)('%s', async (_, source, code, words) => {
    await using world = await startWorld();
    const error = await errorOf(world.client.transcripts.transcribe(source()));
    expect(error).toMatchObject({ code, retryable: false });
    expect(error.message).toMatch(words);
    expect(world.emulator.journal).toEqual([]);
  });

  it('a data: URL does not put its speech into the error', async () => {
    await using world = await startWorld();
    const error = await errorOf(world.client.files.upload('data:audio/wav;base64,UklGRg=='));
    expect(error.message).not.toContain('UklGRg');
  });
});
