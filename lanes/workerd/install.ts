import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toConfig } from './config.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

/** Packs core as for publishing, installs it into a folder beside workerd, and bundles the worker there. */
export async function install(root: string, folder: string): Promise<void> {
  const core = join(root, 'packages/core');
  await run('npx', ['-y', 'pnpm@12', 'build'], { cwd: core });
  const packed = await run('npx', ['-y', 'pnpm@12', 'pack', '--json', '--pack-destination', folder], { cwd: core });
  const { filename } = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('{')));
  for (const name of ['package.json', 'pnpm-lock.yaml', 'worker.ts']) {
    await copyFile(join(here, name), join(folder, name));
  }
  const pnpm = ['-y', 'pnpm@12', '--ignore-scripts', '--prefer-offline'];
  await run('npx', [...pnpm, 'install', '--frozen-lockfile'], { cwd: folder });
  await run('npx', [...pnpm, 'add', filename], { cwd: folder });
  const flags = [
    '--bundle',
    '--format=esm',
    '--platform=neutral',
    '--conditions=workerd,worker',
    '--outfile=worker.mjs',
  ];
  await run(join(folder, 'node_modules/.bin/esbuild'), ['worker.ts', ...flags], { cwd: folder });
}

export async function configure(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await writeFile(join(folder, 'config.capnp'), toConfig(texts));
}
