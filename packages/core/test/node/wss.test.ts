import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createJumpingClock } from '@earmark/conformance';
import { startEmulator } from '@earmark/emulator';
import { expect, it } from 'vitest';
import { createClient } from '../../src/index.ts';

const program = join(import.meta.dirname, 'stream-and-print.ts');

it('a session holds over TLS, by key and by token, over a lost connection, where the certificate is trusted', async () => {
  const script = { 'GET /v3/ws': [{ stream: { drop: true, atByte: 3_200 } }] };
  await using emulator = await startEmulator({ engine: 'fixtures', tls: true, script });
  const { url = '', streamingUrl = '', caFile = '' } = emulator.tls ?? {};
  const env = {
    ...process.env,
    ASSEMBLYAI_BASE_URL: url,
    ASSEMBLYAI_STREAMING_URL: streamingUrl,
    NODE_EXTRA_CA_CERTS: caFile,
  };
  const command = ['--conditions=@earmark/source', '--import', 'tsx', program];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env, timeout: 30_000 });
  const turns = ['Good morning, Daniel.', "Let's start with the dates."];
  expect(streamingUrl).toMatch(/^wss:/);
  expect(stdout.trim().split('\n')).toEqual(['reconnect', ...turns, ...turns]);
});

it.each(['a session', 'a request'])(
  'a certificate that nobody vouches for ends %s at once, and it is told why',
  async (what) => {
    await using emulator = await startEmulator({ engine: 'fixtures', tls: true });
    const { streamingUrl = '', url: baseUrl = '' } = emulator.tls ?? {};
    const clock = createJumpingClock();
    const client = createClient({ apiKey: 'any-key', streamingUrl, baseUrl, clock });
    const asked = what === 'a session' ? client.streaming.open() : client.transcripts.get('any');
    await expect(asked).rejects.toMatchObject({
      code: 'network',
      retryable: false,
      message: expect.stringMatching(/self-signed certificate.*NODE_EXTRA_CA_CERTS/) as string,
    });
    expect(clock.now()).toBe(0);
    expect(emulator.journal).toEqual([]);
  },
);
