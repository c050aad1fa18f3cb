import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Emulator, startEmulator } from '@earmark/emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';

const mega = 1_000_000;
let emulator: Emulator;
let folder = '';

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  folder = await mkdtemp(join(tmpdir(), 'earmark-n8n-memory-'));
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

it('a recording of 300 MB takes less than 80 MB more than one of a kilobyte', async () => {
  const tiny = await send(1000);
  const large = await send(300 * mega);
  expect((large.peakBytes - tiny.peakBytes) / mega).toBeLessThan(80);
}, 300_000);

// The engine and the node run in a process of their own, the emulator in this one.
async function send(bytes: number): Promise<{ readonly peakBytes: number }> {
  const file = join(folder, `${bytes}.mp3`);
  const made = await open(file, 'w');
  await made.truncate(bytes);
  await made.close();
  const before = emulator.journal.length;
  const args = ['--import', 'tsx', join(import.meta.dirname, 'memory-subject.ts')];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...args, JSON.stringify({ url: emulator.url, file })],
    { cwd: import.meta.dirname, env: { ...process.env, N8N_USER_FOLDER: join(folder, String(bytes)) } },
  );
  const { mode, peakBytes } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(mode).toBe('filesystem-v2');
  const [sent] = emulator.journal.slice(before);
  expect(sent).toMatchObject({
    route: 'POST /v2/upload',
    bytes,
    status: 200,
    headers: { 'content-length': String(bytes) },
  });
  return { peakBytes };
}
