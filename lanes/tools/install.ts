import { execFile } from 'node:child_process';
import { appendFile, copyFile, cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;

/** What is packed as for publishing, in the order in which it is built. */
const ours = ['core', 'operations', 'kernel'];

/** Installs the hosts into a folder, and what hosts import of ours beside them, packed as for publishing. */
export async function install(root: string, folder: string): Promise<void> {
  for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'host.ts']) {
    await copyFile(join(here, name), join(folder, name));
  }
  await cp(join(here, 'hosts'), join(folder, 'hosts'), { recursive: true });
  const pnpm = ['-y', 'pnpm@12', '--ignore-scripts', '--prefer-offline'];
  await run('npx', [...pnpm, 'install', '--frozen-lockfile'], { cwd: folder });
  const files: string[] = [];
  for (const name of ours) {
    const filename = await pack(join(root, 'packages', name), folder);
    // What one of ours wants of another is the one beside it.
    await appendFile(join(folder, 'pnpm-workspace.yaml'), `  '@earmark/${name}': 'file:${filename}'\n`);
    files.push(filename);
  }
  await run('npx', [...pnpm, 'add', ...files], { cwd: folder });
}

/** Compiles the hosts' files, and the snippets of their pages, against what is installed. */
export async function compile(root: string, folder: string): Promise<number> {
  await mkdir(join(folder, 'snippets'));
  const pages = join(root, 'docs/adapters');
  let count = 0;
  for (const page of await readdir(pages)) {
    const text = await readFile(join(pages, page), 'utf8');
    for (const [, code = ''] of text.matchAll(/```typescript\n(.*?)```/gs)) {
      count += 1;
      await writeFile(join(folder, 'snippets', `${page}-${count}.ts`), `${code}\nexport {};\n`);
    }
  }
  const compilerOptions = {
    target: 'ES2023',
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: false,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ['node'],
  };
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts', 'hosts', 'snippets'] }),
  );
  await run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).catch((error: { readonly stdout?: string }) => {
    throw new Error(`the hosts’ files do not compile:\n${error.stdout}`);
  });
  return count;
}

async function pack(folder: string, destination: string): Promise<string> {
  await run('npx', ['-y', 'pnpm@12', 'build'], { cwd: folder });
  const packed = await run('npx', ['-y', 'pnpm@12', 'pack', '--json', '--pack-destination', destination], {
    cwd: folder,
  });
  return JSON.parse(packed.stdout.slice(packed.stdout.indexOf('{'))).filename;
}
