import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@earmark/core';
import { startEmulator } from '@earmark/emulator';
import { createAssemblyAIPlugin, createToolset } from '@earmark/kernel';
import { expect, it } from 'vitest';
import { gatewayModel } from '../src/models.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('listens, searches and cites, and shows how far it is', async () => {
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  expect(stdout).toMatch(
    /calls {4}transcribe\n {9}uploading, .*queued.*processing.*completed\ncalls {4}search_words\n/s,
  );
  expect(stdout).toMatch(/answers {2}“The budget for .* dollars\.” \[\d:\d\d\] B/);
});

it('asks a model of the gateway with the tools', async () => {
  await using emulator = await startEmulator();
  const client = createClient({ apiKey: 'any', baseUrl: emulator.url, llmGatewayUrl: emulator.llmGatewayUrl });
  const toolset = createToolset(createAssemblyAIPlugin({ client }), { allow: ['list_transcripts'] });
  const model = gatewayModel(client, 'earmark-extractive', toolset);
  await model([{ role: 'user', content: 'List the transcripts, newest first.' }]);
  expect(emulator.journal[0]?.json).toMatchObject({ tools: [{ function: { name: 'list_transcripts' } }] });
});
