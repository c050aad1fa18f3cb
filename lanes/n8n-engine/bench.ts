import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Metrics, inTurn, of, runs } from '../../benchmarks/src/measure.ts';
import { type Row, toTable } from '../../benchmarks/src/table.ts';
import { startTimed } from './bench/service.ts';

// Our node beside the flow of HTTP Request nodes, both in n8n's engine and in a process of their own.
const here = import.meta.dirname;
const jobs = 50;
const [shortestMs, longestMs] = [5000, 25_000];
type Side = 'flow' | 'ours' | 'wide';

const install = ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'];
spawnSync('npx', install, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
const folder = await mkdtemp(join(tmpdir(), 'earmark-n8n-bench-'));
try {
  const rows = [...(await memoryRows()), ...(await jobRows())];
  const machine = `Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  process.stdout.write(`${machine}\n\n${toTable(rows)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function memoryRows(): Promise<Row[]> {
  const { emulator } = await startTimed([]);
  const file = join(folder, 'large.mp3');
  const made = await open(file, 'w');
  await made.truncate(300_000_000);
  await made.close();
  const found = await inTurn(['flow', 'ours', 'floor'], async (side) => {
    const tiny = side === 'floor';
    if (tiny) await writeFile(join(folder, 'tiny.mp3'), 'x');
    const params = { what: 'upload', url: emulator.url, items: 1, file: tiny ? join(folder, 'tiny.mp3') : file };
    return await subject({ side: tiny ? 'ours' : side, ...params });
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
  const file = join(folder, 'second.wav');
  await writeFile(file, wave());
  const found = await inTurn<Side>(['flow', 'ours', 'wide'], async (side, run) => await jobsOf(side, run, file));
  const rows = (name: string, ours: Side): Row[] => [
    row(`requests, ${name}`, 'requests', 'requests', ours),
    row(`wasted, ${name}`, 's', 'wastedSeconds', ours),
    row(`from the last job’s end, ${name}`, 's', 'lateSeconds', ours),
  ];
  return [...rows('50 recordings', 'ours'), ...rows('50 recordings, Max Concurrency 50', 'wide')];

  function row(what: string, unit: string, metric: string, ours: Side): Row {
    return { what: `n8n: ${what}`, unit, sdk: of(metric, found.flow), ours: of(metric, found[ours]) };
  }
}

async function jobsOf(side: Side, run: number, file: string): Promise<Metrics> {
  const step = (longestMs - shortestMs) / jobs;
  const timesMs = Array.from({ length: jobs }, (_, at) => Math.round(shortestMs + (at + (run + 0.5) / runs) * step));
  const { emulator, lastEndMs } = await startTimed(timesMs);
  const params = { what: 'jobs', url: emulator.url, items: jobs, file };
  const concurrency = side === 'wide' ? { maxConcurrency: jobs } : {};
  const { startedMs = 0, endedMs = 0 } = await subject({
    side: side === 'wide' ? 'ours' : side,
    ...params,
    ...concurrency,
  });
  const requests = emulator.journal.length;
  await emulator.close();
  return {
    requests,
    wastedSeconds: (endedMs - startedMs - Math.max(...timesMs)) / 1000,
    lateSeconds: (endedMs - lastEndMs()) / 1000,
  };
}

async function subject(params: { readonly side: string }): Promise<Metrics> {
  const args = ['--import', 'tsx', join(here, 'bench/subject.ts'), JSON.stringify(params)];
  const env = { ...process.env, N8N_USER_FOLDER: join(folder, 'n8n') };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: here, env, timeout: 600_000 });
  const measured: Metrics = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  process.stderr.write(`${JSON.stringify(params)} ${JSON.stringify(measured)}\n`);
  return measured;
}

// A second of a tone, 16 kHz.
function wave(): Buffer {
  const samples = 16_000;
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(samples, 24);
  bytes.writeUInt32LE(samples * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) bytes.writeInt16LE(Math.round(8000 * Math.sin(at / 6)), 44 + at * 2);
  return bytes;
}
