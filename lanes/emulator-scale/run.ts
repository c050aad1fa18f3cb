import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJobs } from './jobs.ts';
import { runSizes } from './sizes.ts';

const jobs = 200;
const sizes = [100e6, 1.5e9] as const;
const marginMb = 64;

const folder = await mkdtemp(join(tmpdir(), 'earmark-scale-'));
// The emulator's own folders, too, so that nothing is left of one that is killed.
process.env['TMPDIR'] = folder;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  say(await runJobs(folder, jobs));
  say(await runSizes(folder, sizes, false, marginMb));
  say(await runSizes(folder, sizes, true, marginMb));
} finally {
  await rm(folder, { recursive: true, force: true });
}
