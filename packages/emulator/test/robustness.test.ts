import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../src/index.ts';
import { connect } from './client.ts';

let emulator: Emulator;
let tried = 0;

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures', headersTimeoutMs: 300 });
});
afterAll(async () => {
  await emulator.close();
  process.stdout.write(`     Inputs  ${tried} tried\n`);
  // The number is the promise: whoever takes inputs away, says so here.
  expect(tried).toBe(161);
});

// Whatever was sent, the emulator goes on.
afterEach(async () => {
  expect((await connect(emulator.url).get('/v2/transcript/unknown')).status).toBe(400);
});

/** Bytes without sense, the same on every run. */
function garbage(length: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24),
  );
}

/** Sends bytes as they are, waits for an end or half a second, and gives back what was answered. */
async function send(bytes: Buffer | string): Promise<string> {
  tried += 1;
  const socket = connectSocket(Number(new URL(emulator.url).port), '127.0.0.1');
  let answer = '';
  socket.on('error', () => undefined).on('data', (chunk) => (answer += chunk.toString('latin1')));
  await once(socket, 'connect');
  socket.write(bytes);
  await Promise.race([once(socket, 'close'), sleep(500)]);
  socket.destroy();
  return answer;
}

/** Neither a success nor an error of ours. */
const refused = /^(HTTP\/1\.1 4\d\d |$)/;

function head(line: string, ...headers: readonly string[]): string {
  return [line, 'host: a', 'authorization: a', 'connection: close', ...headers, '', ''].join('\r\n');
}

describe('bytes without sense are refused:', () => {
  it('forty times, alone and after a request line', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      expect(await send(Buffer.concat([garbage(seed * 97, seed), Buffer.from('\r\n\r\n')]))).toMatch(refused);
      expect(await send(Buffer.concat([Buffer.from('POST /v2/transcript HTTP/1.1\r\n'), garbage(500, seed)]))).toMatch(
        refused,
      );
    }
  });

  it.each([
    ['a header of 200 kB', head('GET / HTTP/1.1', `x: ${'x'.repeat(200_000)}`)],
    ['five thousand headers', head('GET / HTTP/1.1', ...Array.from({ length: 5_000 }, (_, at) => `x-${at}: y`))],
    ['a path of 100 kB', head(`GET /${'x'.repeat(100_000)} HTTP/1.1`)],
    ['a header without a name', head('GET / HTTP/1.1', ': nameless')],
    ['a header with a zero byte', head('GET / HTTP/1.1', 'x: a\0b')],
    ['two lengths', head('POST /v2/transcript HTTP/1.1', 'content-length: 1', 'content-length: 2')],
    ['a length and chunks', head('POST /v2/transcript HTTP/1.1', 'content-length: 1', 'transfer-encoding: chunked')],
    ['a length below zero', head('POST /v2/transcript HTTP/1.1', 'content-length: -1')],
    ['a length of letters', head('POST /v2/transcript HTTP/1.1', 'content-length: many')],
    ['a chunk of no length', `${head('POST /v2/transcript HTTP/1.1', 'transfer-encoding: chunked')}zz\r\nxx\r\n`],
    ['a chunk of 16 EB', `${head('POST /v2/transcript HTTP/1.1', 'transfer-encoding: chunked')}ffffffffffffffff\r\n`],
    ['a TLS greeting', Buffer.from('1603010200010001fc0303', 'hex')],
    ['the greeting of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a method nobody knows', head('BREW /v2/transcript HTTP/1.1')],
    ['CONNECT', head('CONNECT a:443 HTTP/1.1')],
    ['TRACE', head('TRACE / HTTP/1.1')],
  ])('%s', async (_name, bytes) => expect(await send(bytes)).toMatch(refused));
});

it('a head that comes drop by drop, or never, is given up', async () => {
  for (const piece of ['', 'G', 'GET / HTTP/1.1\r\nx-a: b\r\n']) {
    tried += 1;
    const socket = connectSocket(Number(new URL(emulator.url).port), '127.0.0.1');
    socket.on('error', () => undefined).resume();
    const dripping = setInterval(() => void (piece !== '' && socket.write('x')), 50);
    socket.write(piece);
    await once(socket, 'close');
    clearInterval(dripping);
  }
});

it('a path never leads out of the API', async () => {
  const tricks = [
    '..',
    '../..',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e%2f',
    '....//',
    '..\\..\\',
    '%00',
    'a%00.wav',
    '/etc/passwd',
  ];
  for (const trick of [
    ...tricks,
    'file:///etc/passwd',
    '~root',
    '%c0%ae%c0%ae/',
    '__proto__',
    'C:\\',
    '|ls',
    '$(ls)',
  ]) {
    for (const base of ['/', '/v2/transcript/', '/upload/', '/v2/']) {
      expect(await send(head(`GET ${base}${trick.replaceAll(' ', '%20')} HTTP/1.1`))).toMatch(refused);
    }
  }
});

it('an audio_url never leads into this machine', async () => {
  const client = connect(emulator.url);
  const urls = [
    'file:///etc/passwd',
    '/etc/passwd',
    `${emulator.url}/upload/../../etc/passwd`,
    'data:audio/wav;base64,AAAA',
  ];
  for (const audio_url of [...urls, 'concat:/etc/passwd', 'ftp://127.0.0.1/a', 'javascript:1', '\0', '-i', ' ']) {
    tried += 1;
    const { status, error } = await client.wait((await client.create({ audio_url })).id);
    expect([audio_url, status]).toEqual([audio_url, 'error']);
    expect(error).not.toContain('root:');
  }
});

it('JSON of every wrong kind is a 400', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const bodies = [
    '',
    'null',
    '1',
    '"text"',
    '[]',
    '{',
    '{"audio_url":1}',
    '{"audio_url":null}',
    '{"audio_url":{}}',
    deep,
  ];
  for (const body of [...bodies, '{"__proto__":{"audio_url":"a"}}', '\ufeff{}', 'NaN']) {
    tried += 1;
    expect([body.slice(0, 50), (await connect(emulator.url).post('/v2/transcript', body)).status]).toEqual([
      body.slice(0, 50),
      400,
    ]);
  }
});

describe('media that only begin well end their job, and nothing else:', () => {
  it.each([
    'RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\x10\0data\xff\xff\xff\xff',
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0data\0\0\0\0',
    'fLaC\0\0\0\x22',
    'fLaC\x80\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0b\xb8\x01\x7f\xff\xff\xff\xff',
    'OggS\0\x02\xff\xff\xff\xff\xff\xff\xff\x7fOpusHead',
    'OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1e\x01vorbis',
    'ID3\x04\0\0\x7f\x7f\x7f\x7f',
    '\xff\xfb\x90\0',
    '\0\0\0\x20ftypM4A \0\0\0\0',
    '\x1aE\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff',
    'FORM\xff\xff\xff\xffAIFF',
    '#EXTM3U\nfile:///etc/passwd\n',
    'PK\x03\x04',
    '\x1f\x8b\x08',
    '%PDF-1.7',
  ])('%j', async (start) => {
    tried += 1;
    const bytes = new Uint8Array([...Buffer.from(start, 'latin1'), ...garbage(3_000, 7)]);
    const { status, error } = await connect(emulator.url).transcribe(bytes);
    expect(status).toBe('error');
    expect(error).toMatch(/^(File does not appear|Audio duration|The recording is longer|No speech engine|This )/);
  });
});
