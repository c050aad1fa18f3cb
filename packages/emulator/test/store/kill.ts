import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Transcript, connect } from '../client.ts';
import { melody, toWav } from '../wav.ts';

const child = fileURLToPath(new URL('child.ts', import.meta.url));
const mostLifeMs = 400;
const clients = 4;

/** What an emulator has said, and has to stand by. */
interface Said {
  readonly created: Set<string>;
  readonly completed: Map<string, Transcript>;
  readonly uploads: Set<string>;
}

/**
 * Kills an emulator again and again at random moments under load, and checks after each start that everything it ever
 * answered is still so: jobs are there, the finished ones unchanged, and the unfinished ones get done.
 *
 * @returns How much was answered in all.
 */
export async function surviveKills(folder: string, kills: number): Promise<{ created: number; completed: number }> {
  const said: Said = { created: new Set(), completed: new Map(), uploads: new Set() };
  for (let kill = 1; kill <= kills; kill += 1) {
    const emulator = await startChild(folder);
    try {
      await check(emulator.url, folder, said);
      const load = Array.from({ length: clients }, () => use(emulator.url, said));
      await sleep(Math.random() * mostLifeMs);
      await emulator.kill();
      await Promise.all(load);
    } finally {
      await emulator.kill();
    }
  }
  const last = await startChild(folder);
  try {
    await check(last.url, folder, said);
    for (const id of said.created) assert.equal((await connect(last.url).wait(id)).status, 'completed');
  } finally {
    await last.kill();
  }
  return { created: said.created.size, completed: said.completed.size };
}

async function startChild(folder: string) {
  const running = spawn(process.execPath, ['--conditions=@earmark/source', '--import', 'tsx', child, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(running.stdout), 'line')) as [string];
  return {
    url,
    async kill() {
      if (running.signalCode !== null || running.exitCode !== null) return;
      running.kill('SIGKILL');
      await once(running, 'exit');
    },
  };
}

/** Uploads, creates and looks until the emulator is gone, and notes what was answered. */
async function use(url: string, said: Said): Promise<void> {
  const client = connect(url);
  const wav = toWav([melody(0.2, 8_000, 1)], 8_000);
  try {
    for (;;) {
      const audio_url = await client.upload(wav);
      said.uploads.add(audio_url);
      const { id } = await client.create({ audio_url });
      said.created.add(id);
      const transcript = await client.wait(id);
      said.completed.set(id, transcript);
    }
  } catch {
    // Killed: the next start is what counts.
  }
}

async function check(url: string, folder: string, said: Said): Promise<void> {
  const client = connect(url);
  for (const id of said.created) {
    const now = await client.look(id);
    assert.equal(now.id, id, `the job ${id} was answered, and is lost`);
    assert.notEqual(now.status, 'error', `the job ${id} has failed: ${now.error}`);
  }
  for (const [id, then] of said.completed) assert.deepEqual(await client.look(id), then, `the job ${id} has changed`);
  const files = await readdir(folder, { recursive: true });
  for (const upload of said.uploads) {
    const path = new URL(upload).pathname.replace('/upload/', 'uploads/');
    assert.ok(files.includes(path), `the upload ${path} was answered, and is lost`);
  }
  for (const path of files.filter((each) => each.endsWith('.json')))
    JSON.parse(await readFile(join(folder, path), 'utf8'));
}
