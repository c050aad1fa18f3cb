import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

// Packs the nodes as for publishing, installs n8n's engine beside them, and runs the tests of this folder.
const here = import.meta.dirname;
const root = join(here, '../..');
const reports = join(here, 'reports');
const published = join(root, 'packages/n8n');
const pnpm = ['-y', 'pnpm@12'];

await rm(reports, { recursive: true, force: true });
await mkdir(join(reports, 'package'), { recursive: true });
// What only the benchmark needs is no dependency of development.
run('npx', [...pnpm, 'install', '--dev', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'], here);
run('npx', [...pnpm, 'build'], published);
run('npx', [...pnpm, '--silent', 'pack', '--pack-destination', reports], published);
const { name, version } = JSON.parse(await readFile(join(published, 'package.json'), 'utf8'));
const tarball = join(reports, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
run('tar', ['-xzf', tarball, '--strip-components=1'], join(reports, 'package'));
run(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', '.'], here);
run(join(root, 'node_modules/.bin/vitest'), ['run', ...process.argv.slice(2)], here);

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
