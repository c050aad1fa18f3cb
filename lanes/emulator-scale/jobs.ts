import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import { transcribe, upload } from './client.ts';

const sample = fileURLToPath(new URL('../../packages/emulator/samples/meeting', import.meta.url));
const formats = ['mp3', 'wav', 'flac', 'ogg', 'opus', 'm4a', 'webm'];

/** Many jobs at the same time, each with an upload of its own, in every format: all complete, with the right words. */
export async function runJobs(folder: string, jobs: number): Promise<string> {
  const files = await code(folder);
  const { words }: { words: readonly { text: string; start: number }[] } = JSON.parse(
    await readFile(`${sample}.json`, 'utf8'),
  );
  const expected = words.map(({ text, start }) => ({ text, start }));
  const child = await startChild('--data', join(folder, 'data'));
  try {
    const startedAt = performance.now();
    const transcripts = await Promise.all(
      Array.from({ length: jobs }, async (_, at) => {
        const audioUrl = await upload(child.url, [files[at % files.length] ?? Buffer.alloc(0)]);
        return await transcribe(child.url, audioUrl);
      }),
    );
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    transcripts.forEach((transcript, at) => {
      assert.equal(transcript.status, 'completed', `${formats[at % formats.length]}: ${transcript.error}`);
      assert.deepEqual(
        transcript.words?.map(({ text, start }) => ({ text, start })),
        expected,
      );
    });
    assert.equal(new Set(transcripts.map(({ id }) => id)).size, jobs);
    return `${jobs} jobs at once in ${formats.length} formats: all completed with the right words in ${seconds} s, peak ${await child.peakMb()} MB`;
  } finally {
    await child.end();
  }
}

async function code(folder: string): Promise<Buffer[]> {
  await mkdir(join(folder, 'coded'));
  return await Promise.all(
    formats.map(async (format) => {
      const path = join(folder, 'coded', `meeting.${format}`);
      execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', `${sample}.mp3`, '-vn', path]);
      return await readFile(path);
    }),
  );
}
