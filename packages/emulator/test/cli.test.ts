import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { samples } from '../src/index.ts';
import { connect } from './client.ts';
import { makeFolder, start } from './world.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));

/** Runs the command from its source, and ends it with the test. */
function run(...flags: string[]) {
  const child = spawn(process.execPath, ['--conditions=@earmark/source', '--import', 'tsx', 'src/cli.ts', ...flags], {
    cwd: packageFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    child.kill();
    await end(child);
  });
  return child;
}

async function end(child: ChildProcess): Promise<unknown> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}

it('--port 0 prints one JSON line with URLs that work, and SIGTERM ends it with code 0', async () => {
  const child = run('--port', '0', '--engine', 'fixtures', '--keys', 'one,two');
  const lines: string[] = [];
  const stdout = createInterface(child.stdout).on('line', (line) => lines.push(line));
  await once(stdout, 'line');
  const ready = JSON.parse(lines[0] ?? '') as { event: string; url: string; llmGatewayUrl: string };

  expect(Object.keys(ready)).toEqual(['event', 'url', 'streamingUrl', 'llmGatewayUrl', 'syncUrl']);
  expect(ready.event).toBe('ready');
  expect((await connect(ready.url, 'two').get('/v2/transcript/a')).status).toBe(400);
  expect((await connect(ready.url, 'three').get('/v2/transcript/a')).status).toBe(401);
  expect((await fetch(`${ready.llmGatewayUrl}/models`)).status).toBe(200);

  const stderr = text(child.stderr);
  child.kill('SIGTERM');
  expect(await end(child)).toBe(0);
  expect(await stderr).toBe('');
  expect(lines).toHaveLength(1);
});

describe('what is asked for wrongly ends with code 2 and one clear line, no stack:', () => {
  it.each([
    [['--engine', 'nonsense'], /--engine must be one of auto, fixtures, pocketsphinx, not nonsense/],
    [['--port', 'x'], /--port must be a whole number from 0 to 65535, not x/],
    [
      ['--fixtures', '/nowhere/at/all'],
      /folder \/nowhere\/at\/all must have recordings as <name>\.<ext>, each beside a/,
    ],
    [['--nonsense'], /--nonsense/],
    [['--speed', 'fast'], /--speed must be a number above zero, not fast/],
    [['--engine', 'fixtures', '--engine-command', 'a {audio} {output}'], /exclude each other/],
    [['--engine-command', 'whisper {audio}'], /needs \{output\}/],
    [['--script', '/nowhere.json'], /script \/nowhere\.json cannot be read: ENOENT/],
    [['--compat', 'e24'], /--compat must be e25, not e24/],
    [['--concurrency', '0'], /--concurrency must be a whole number of at least 1, not 0/],
    [['extra'], /Unexpected argument 'extra'/],
  ])('%j', async (flags, message) => {
    const child = run(...flags);
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), end(child)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^earmark-emulator: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });

  it.each([
    [
      'script.json',
      { 'POST /v2/transcript': [{ status: '500' }] },
      /script\["POST \/v2\/transcript"\]\[0\]\.status must be/,
    ],
    ['script.json', { 'POST /v2/transcripts': [] }, /is no route of this emulator, which has: POST \/v2\/upload, POST/],
    ['standup.json', { words: {} }, /standup\.json: `words` must be a list/],
  ])('%s with %j', async (name, json, message) => {
    const folder = await makeFolder();
    await writeFile(join(folder, name), JSON.stringify(json));
    await writeFile(join(folder, 'standup.mp3'), '');
    const flag = name === 'script.json' ? ['--script', join(folder, name)] : ['--fixtures', folder];
    const child = run('--port', '0', '--engine', 'fixtures', ...flag);
    const [stderr, code] = await Promise.all([text(child.stderr), end(child)]);
    expect(stderr).toMatch(/^earmark-emulator: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('what the machine refuses ends with code 1 and one clear line:', () => {
  it('a port that is taken', async () => {
    const { emulator } = await start();
    const child = run('--port', new URL(emulator.url).port);
    const [stderr, code] = await Promise.all([text(child.stderr), end(child)]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^earmark-emulator: [^\n]*already in use[^\n]*; --port 0 takes any free one\n$/);
  });
});

it('--data keeps jobs for the next start, and --strict refuses what is documented as wrong', async () => {
  const data = await makeFolder();
  const started = async (): Promise<{ child: ChildProcess; url: string }> => {
    const child = run('--port', '0', '--engine', 'fixtures', '--data', data, '--strict');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { child, url: (JSON.parse(line) as { url: string }).url };
  };
  const first = await started();
  const body = { audio_url: 'http://127.0.0.1:9/a.mp3' };
  expect((await connect(first.url).post('/v2/transcript', { ...body, speakers_expected: 2 })).status).toBe(400);
  const { id } = (await (await connect(first.url).post('/v2/transcript', body)).json()) as { id: string };
  first.child.kill('SIGTERM');
  await end(first.child);
  expect((await connect((await started()).url).get(`/v2/transcript/${id}`)).status).toBe(200);
});

it('--help names every flag', async () => {
  const child = run('--help');
  const [stdout, code] = await Promise.all([text(child.stdout), end(child)]);
  expect(code).toBe(0);
  const flags =
    'port tls engine engine-command fixtures keys script strict compat concurrency data llm-upstream speed help';
  expect([...stdout.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag)).toEqual(flags.split(' '));
});

it('--compat brings LeMUR back, and --concurrency lets jobs wait', async () => {
  const child = run('--port', '0', '--engine', 'fixtures', '--compat', 'e25', '--concurrency', '1', '--speed', '0.01');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const client = connect((JSON.parse(line) as { url: string }).url);
  expect((await client.get('/lemur/v3/unknown')).status).toBe(404);
  expect(await (await client.get('/lemur/v3/unknown')).json()).toEqual({ error: 'LeMUR request not found' });
  const audio_url = await client.upload(await readFile(samples.meeting.audio));
  const first = await client.create({ audio_url });
  const second = await client.create({ audio_url });
  expect([await client.look(first.id), await client.look(second.id)]).toMatchObject([
    { throttled: false },
    { throttled: true },
  ]);
});

it('keys are taken letter by letter, even where they look like numbers', async () => {
  const child = run('--port', '0', '--engine', 'fixtures', '--keys', '00123');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  expect((await connect(url, '00123').get('/v2/transcript/a')).status).toBe(400);
  expect((await connect(url, '123').get('/v2/transcript/a')).status).toBe(401);
});

it('--tls prints the plain and the secure addresses, and the file to trust', async () => {
  const child = run('--port', '0', '--engine', 'fixtures', '--tls');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { url: string; caFile: string; tls: Record<string, string> };
  const { port } = new URL(ready.tls['url'] ?? '');
  expect(ready.tls).toEqual({
    url: `https://127.0.0.1:${port}`,
    streamingUrl: `wss://127.0.0.1:${port}`,
    llmGatewayUrl: `https://127.0.0.1:${port}/v1`,
    syncUrl: `https://127.0.0.1:${port}`,
  });
  const ask = `fetch('${ready.tls['url']}/v2/transcript/a').then(({ status }) => console.log(status))`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: ready.caFile };
  const trusting = spawn(process.execPath, ['-e', ask], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  expect(await text(trusting.stdout)).toBe('401\n');
  expect((await connect(ready.url).get('/v2/transcript/a')).status).toBe(400);
});

it('--script answers from a file, and what nobody asked for is named at the end', async () => {
  const path = join(await makeFolder(), 'script.json');
  const route = 'GET /v2/transcript/{transcript_id}';
  await writeFile(path, JSON.stringify({ [route]: [{ status: 503 }], 'POST /v2/upload': [{ hang: true }] }));
  const child = run('--port', '0', '--engine', 'fixtures', '--script', path);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const statuses = [await connect(url).get('/v2/transcript/a'), await connect(url).get('/v2/transcript/a')];
  expect(statuses.map(({ status }) => status)).toEqual([503, 400]);
  child.kill('SIGTERM');
  expect(await text(child.stderr)).toBe('earmark-emulator: nobody asked for POST /v2/upload\n');
});
