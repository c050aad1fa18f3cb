import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@earmark/core';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generations, negotiation, textOf } from './world.ts';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const bin = ['--conditions=@earmark/source', '--import', 'tsx', cli];

let emulator: Emulator;
let folder = '';
beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  folder = await mkdtemp(join(tmpdir(), 'earmark-mcp-'));
  await copyFile(samples.meeting.audio, join(folder, 'meeting.mp3'));
  await symlink('/etc/hostname', join(folder, 'host.mp3'));
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

function environment(): Record<string, string> {
  const { url, llmGatewayUrl } = emulator;
  const { PATH = '' } = process.env;
  return { PATH, ASSEMBLYAI_API_KEY: 'any-key', ASSEMBLYAI_BASE_URL: url, ASSEMBLYAI_LLM_GATEWAY_URL: llmGatewayUrl };
}

async function run(args: readonly string[], input = '', env = environment()) {
  const child = spawn(process.execPath, [...bin, ...args], { env });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => void (said.stdout += String(data)));
  child.stderr.on('data', (data: Buffer) => void (said.stderr += String(data)));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code: Number(code), ...said };
}

describe('earmark-mcp', () => {
  it.each(generations)('transcribes what is in a folder that it may read, for a %s client', async (generation) => {
    const client = new Client({ name: 'test', version: '1' }, negotiation(generation));
    const args = [...bin, '--allow-dir', folder];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, env: environment() }));
    const call = async (audio: string) => await client.callTool({ name: 'transcribe', arguments: { audio } });
    expect(textOf(await call(join(folder, 'meeting.mp3')))).toContain('Good morning, Daniel.');
    const uploads = emulator.journal.filter(({ route }) => route === 'POST /v2/upload').length;
    for (const path of ['/etc/hostname', '../../etc/hostname', 'file:///etc/hostname', join(folder, 'host.mp3')]) {
      const refused = await call(path);
      expect([refused.isError, textOf(refused)]).toEqual([true, expect.stringMatching(/may not be read/)]);
    }
    expect(emulator.journal.filter(({ route }) => route === 'POST /v2/upload').length).toBe(uploads);
    await client.close();
  });

  it.each(generations)('asks the person of a %s client before it deletes', async (generation) => {
    const { id } = await createClient({ baseUrl: emulator.url, apiKey: 'any-key' }).transcripts.transcribe(
      samples.meeting.audio,
    );
    const client = new Client(
      { name: 'test', version: '1' },
      { ...negotiation(generation), capabilities: { elicitation: { form: {} } } },
    );
    const answers = [{ action: 'decline' as const }, { action: 'accept' as const, content: { confirm: true } }];
    client.setRequestHandler('elicitation/create', () => answers.shift() ?? { action: 'cancel' });
    const args = [...bin, '--deletes', 'ask'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, env: environment() }));
    const call = { name: 'delete_transcript', arguments: { transcript_id: id } };
    expect(textOf(await client.callTool(call))).toContain('nothing was deleted');
    expect((await client.callTool(call)).structuredContent).toMatchObject({ deleted: true });
    await client.close();
  });

  it('is there without a key, and its tools say what is missing', async () => {
    const { PATH = '' } = process.env;
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command: process.execPath, args: bin, env: { PATH } }));
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
    const result = await client.callTool({ name: 'list_transcripts', arguments: {} });
    expect([result.isError, textOf(result)]).toEqual([true, expect.stringContaining('ASSEMBLYAI_API_KEY')]);
    await client.close();
  });

  it('says what is wrong with an address before it starts', async () => {
    const { code, stderr } = await run([], '', { ...environment(), ASSEMBLYAI_LLM_GATEWAY_URL: 'nope' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^earmark-mcp: `llmGatewayUrl` must be a URL like https:/);
  });

  it('writes nothing but the protocol to stdout, whatever comes in, and ends with its input', async () => {
    const { stdout, code } = await run([], `not json\n{"jsonrpc":"2.0"}\n{"jsonrpc":"2.0","id":1,"method":"ping"}\n`);
    const lines = stdout.split('\n').filter((line) => line !== '');
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    expect(code).toBe(0);
  });

  it.each([
    [['--help'], 0, /Usage: earmark-mcp/],
    [['--version'], 0, /^\d+\.\d+\.\d+/],
    [['--tools', 'all'], 2, /--tools must be core or full or read-only/],
    [['--max-chars', '10'], 2, /--max-chars must be a number, 1000 or more/],
    [['--api-key', 'secret'], 2, /--api-key/],
    [['--allow-dir', ''], 2, /--allow-dir must be a folder that is there, by its full path: "" is none/],
    [['--allow-dir', '~/Recordings'], 2, /"~\/Recordings" is none/],
    [['--allow-dir', import.meta.filename], 2, /--allow-dir must be a folder/],
  ])('answers %j on stderr alone', async (args, code, words) => {
    const found = await run(args);
    expect([found.code, found.stdout]).toEqual([code, '']);
    expect(found.stderr).toMatch(words);
  });
});
