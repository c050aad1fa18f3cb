import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Metrics, inTurn, of, runs } from '../../benchmarks/src/measure.ts';
import { type Row, toTable } from '../../benchmarks/src/table.ts';
import { samples } from '../../packages/emulator/src/index.ts';
import { startTimed } from './bench/service.ts';

// Our node beside the flow of HTTP Request nodes, both in n8n's engine and in a process of their own.
const here = import.meta.dirname;
const jobs = 50;
const [shortestMs, longestMs] = [5000, 25_000];

// The nodes of the flow are no part of what the tests need.
const install = ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'];
const { status } = spawnSync('npx', install, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
if (status !== 0) process.exit(status ?? 1);
const folder = await mkdtemp(join(tmpdir(), 'earmark-n8n-bench-'));
try {
  const rows = [...(await memoryRows()), ...(await jobRows())];
  const machine = `Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  process.stdout.write(`${machine}\n\n${toTable(rows)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function memoryRows(): Promise<Row[]> {
  const emulator = await startTimed([]);
  const [large, tiny] = [join(folder, 'large.mp3'), join(folder, 'tiny.mp3')];
  await writeFile(tiny, 'x');
  await writeFile(large, '');
  await truncate(large, 300_000_000);
  const found = await inTurn(['flow', 'ours', 'floor'], async (side) => {
    const kept = side === 'floor' ? { side: 'ours', file: tiny } : { side, file: large };
    return await subject({ ...kept, what: 'upload', url: emulator.url, items: 1 });
  });
  await emulator.close();
  return [
    {
      what: 'n8n: peak memory, a recording of 300 MB',
      unit: 'MiB',
      sdk: of('peakMiB', found.flow),
      ours: of('peakMiB', found.ours),
      floor: { is: 'one of a byte', value: of('peakMiB', found.floor) },
    },
  ];
}

async function jobRows(): Promise<Row[]> {
  const file = samples.meeting.audio;
  const found = await inTurn(['flow', 'ours'], async (side, run) => await jobsOf(side, run, file));
  const row = (what: string, unit: string, metric: string): Row => ({
    what: `n8n: ${what}, 50 recordings`,
    unit,
    sdk: of(metric, found.flow),
    ours: of(metric, found.ours),
  });
  return [row('requests', 'requests', 'requests'), row('wasted', 's', 'wastedSeconds')];
}

// Another set of times in each run, the same for both sides. What is lost is all that a run takes beyond its longest job.
async function jobsOf(side: string, run: number, file: string): Promise<Metrics> {
  const step = (longestMs - shortestMs) / jobs;
  const timesMs = Array.from({ length: jobs }, (_, at) => Math.round(shortestMs + (at + (run + 0.5) / runs) * step));
  const emulator = await startTimed(timesMs);
  const { startedMs = 0, endedMs = 0 } = await subject({ side, what: 'jobs', url: emulator.url, items: jobs, file });
  const requests = emulator.journal.length;
  await emulator.close();
  return { requests, wastedSeconds: (endedMs - startedMs - Math.max(...timesMs)) / 1000 };
}

// n8n writes what it likes before the last line.
async function subject(params: Readonly<Record<string, unknown>>): Promise<Metrics> {
  const args = ['--import', 'tsx', join(here, 'bench/subject.ts'), JSON.stringify(params)];
  const env = { ...process.env, N8N_USER_FOLDER: join(folder, 'n8n') };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: here, env, timeout: 600_000 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
