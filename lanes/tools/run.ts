import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Promises } from './host.ts';
import { compile, install } from './install.ts';

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'earmark-tools-'));
const wanted = process.argv[2];
try {
  await install(root, folder);
  const snippets = await compile(root, folder);
  process.stdout.write(`kept: the hosts’ files and ${snippets} snippets of the pages compile against the hosts\n`);
  const { startEmulator, samples } = await import(join(root, 'packages/emulator/src/index.ts'));
  for (const file of (await readdir(join(folder, 'hosts'))).toSorted()) {
    const host = file.replace('.ts', '');
    if (wanted !== undefined && wanted !== host) continue;
    const { promises }: { promises: Promises } = await import(pathToFileURL(join(folder, 'hosts', file)).href);
    process.stdout.write(`${host} ${await versionOf(host)}\n`);
    for (const [promise, check] of Object.entries(promises)) {
      await using emulator = await startEmulator({ engine: 'fixtures' });
      const { url: baseUrl, llmGatewayUrl, journal } = emulator;
      await check({ baseUrl, llmGatewayUrl, journal, recording: samples.meeting.audio });
      process.stdout.write(`  kept: ${promise}\n`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function versionOf(host: string): Promise<string> {
  const packages: Readonly<Record<string, string>> = {
    agents: '@openai/agents',
    'ai-sdk': 'ai',
    anthropic: '@anthropic-ai/sdk',
    genkit: 'genkit',
    langchain: 'langchain',
    llamaindex: '@llamaindex/core',
    mastra: '@mastra/core',
    openai: 'openai',
    openapi: '@readme/openapi-parser',
  };
  const name = packages[host];
  if (name === undefined) return '';
  return JSON.parse(await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}
