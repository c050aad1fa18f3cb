import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const packagesFolder = fileURLToPath(new URL('../../packages', import.meta.url));
// n8n loads nodes by their paths, from a package without entries: its own tests bundle and load them.
const names = (await readdir(packagesFolder)).filter((name) => name !== 'n8n');
const minutes = 60_000;

// What users get: packed as for publishing, installed into empty projects beside its peers, and loaded.
describe('every package, packed and installed', () => {
  let folder = '';
  const project = (type: string): string => join(folder, type);
  let tarballs: Awaited<ReturnType<typeof pack>>[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-publish-'));
    tarballs = await Promise.all(names.map((name) => pack(join(packagesFolder, name), folder)));
    const pairs = tarballs.map(({ name, path }) => [name, `file:${path}`]);
    for (const type of ['module', 'commonjs']) {
      await mkdir(project(type));
      const manifest = { name: 'consumer', private: true, type, dependencies: Object.fromEntries(pairs) };
      await writeFile(join(project(type), 'package.json'), JSON.stringify(manifest));
      // The tarballs depend on each other by versions that no registry has yet.
      const workspace = { packages: [], overrides: Object.fromEntries(pairs), autoInstallPeers: true };
      await writeFile(join(project(type), 'pnpm-workspace.yaml'), JSON.stringify(workspace));
      await run('pnpm', ['install', '--prefer-offline', '--ignore-scripts'], { cwd: project(type) });
    }
  }, 5 * minutes);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each(names)('%s loads by import in an ESM project and by require in a CJS one', async (name) => {
    const manifest = await manifestOf(name);
    for (const entry of entriesOf(manifest)) {
      const specifier = JSON.stringify(manifest.name + entry);
      const load = (code: string, type: string) => run(process.execPath, ['-e', code], { cwd: project(type) });
      const print = 'console.log(Object.keys(loaded).length)';
      const imported = await load(`import(${specifier}).then((loaded) => ${print})`, 'module');
      const required = await load(`const loaded = require(${specifier}); ${print}`, 'commonjs');
      expect(Number(imported.stdout)).toBeGreaterThan(0);
      expect(required.stdout).toBe(imported.stdout);
    }
  });

  it.each(names)('%s opens nothing and asks for none of our variables when it is loaded', async (name) => {
    const manifest = await manifestOf(name);
    const code = (entry: string): string => `
      const read = [];
      process.env = new Proxy(process.env, {
        get: (env, key) => (/ASSEMBLYAI|EARMARK/.test(String(key)) && read.push(key), env[key]),
      });
      import(${JSON.stringify(manifest.name + entry)}).then(() => setImmediate(() => {
        const open = process.getActiveResourcesInfo().filter((kind) => !/Pipe|TTY|FSReq|Immediate/.test(kind));
        console.log(JSON.stringify({ read, open }));
        process.exit();
      }));`;
    for (const entry of entriesOf(manifest)) {
      const { stdout } = await run(process.execPath, ['-e', code(entry)], { cwd: project('module') });
      expect({ entry, ...(JSON.parse(stdout) as object) }).toEqual({ entry, read: [], open: [] });
    }
  });

  it('the emulator’s bin starts, and the installed client gets words from it', async () => {
    const code = `
      const { createClient } = require('@earmark/core');
      const { startEmulator, samples } = require('@earmark/emulator');
      const { TranscriptLoader } = require('@earmark/langchain');
      (async () => {
        const emulator = await startEmulator();
        const client = createClient({ apiKey: 'any', baseUrl: emulator.url });
        const documents = await new TranscriptLoader(samples.meeting.audio, { client }).load();
        console.log(documents[0].metadata.speaker, documents[0].pageContent);
        await emulator.close();
      })();`;
    const { stdout } = await run(process.execPath, ['-e', code], { cwd: project('commonjs') });
    expect(stdout).toContain('A Good morning, Daniel.');
    const bin = await run(join(project('module'), 'node_modules/.bin/earmark-emulator'), ['--help']);
    expect(bin.stdout).toContain('--fixtures');
  });

  it.each(names)('%s says truly what it exports, and has types for ESM and for CJS projects', async (name) => {
    const manifest = await manifestOf(name);
    const path = tarballs.find((tarball) => tarball.name === manifest.name)?.path ?? '';
    const tarball = new Uint8Array(await readFile(path));
    const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, { ...manifest }))).toEqual([]);
    const types = await checkPackage(createPackageFromTarballData(tarball));
    // How Node 10 resolved entries nobody here does any more.
    const problems = 'problems' in types ? types.problems : [{ kind: 'no types' }];
    expect(problems.filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))).toEqual(
      [],
    );
  });

  it.each(names)('%s carries its README, its licence and no tests', async (name) => {
    const installed = join(project('module'), 'node_modules', (await manifestOf(name)).name);
    const files = await readdir(installed);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist', 'package.json']));
    expect(files).not.toContain('test');
  });
});

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

async function manifestOf(name: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(packagesFolder, name, 'package.json'), 'utf8'));
}

// The runner of tests registers them when it is loaded, so it loads only inside one.
function entriesOf({ exports }: Manifest): string[] {
  const entries = Object.keys(exports).filter((entry) => !['./package.json', './vitest'].includes(entry));
  return entries.map((entry) => entry.slice(1));
}

async function pack(from: string, to: string): Promise<{ name: string; path: string }> {
  const { stdout } = await run('pnpm', ['pack', '--json', '--pack-destination', to], { cwd: from });
  const { name, filename } = JSON.parse(stdout);
  return { name, path: join(to, filename.split('/').at(-1)) };
}
