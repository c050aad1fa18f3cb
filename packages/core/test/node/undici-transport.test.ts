import { execFile } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startReceiver } from '../receiver.ts';
import { errorOf, startWorld } from '../world.ts';

it('a redirect is not followed, so that the key goes to nobody else', async () => {
  await using elsewhere = await startReceiver();
  await using world = await startWorld({
    'POST /v2/transcript': [{ status: 307, headers: { location: `${elsewhere.url}/v2/transcript` } }],
  });
  const error = await errorOf(world.client.transcripts.create({ audio_url: 'http://127.0.0.1:9/a' }));
  expect(error).toMatchObject({ code: 'protocol', status: 307 });
  expect(elsewhere.received).toEqual([]);
});

it('memory stays flat: a file of 300 MB costs an upload less than 120 MB', async () => {
  const megabyte = 1024 * 1024;
  const folder = await mkdtemp(join(tmpdir(), 'earmark-core-'));
  await using receiver = await startReceiver();
  try {
    const file = join(folder, 'sparse.wav');
    await writeFile(file, '');
    await truncate(file, 300 * megabyte);
    const program = join(import.meta.dirname, 'upload-and-measure.ts');
    const run = ['--import', 'tsx', '--conditions=@earmark/source', program];
    const { stdout } = await promisify(execFile)(process.execPath, [...run, receiver.url, file]);
    expect(receiver.received).toMatchObject([{ bytes: 300 * megabyte }]);
    expect(Number(stdout) / megabyte).toBeLessThan(120);
  } finally {
    await rm(folder, { recursive: true });
  }
});
