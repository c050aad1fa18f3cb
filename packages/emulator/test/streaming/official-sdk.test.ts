import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makeFolder, start } from '../world.ts';
import { meetingPcm, openStream } from './client.ts';

// It insists on wss, and in a process of its own it trusts the emulator's certificate.
const program = `
  import { readFileSync } from 'node:fs';
  import { AssemblyAI } from 'assemblyai';
  const [streamingUrl, baseUrl, audio] = process.argv.slice(1);
  const client = new AssemblyAI({ apiKey: 'any-key', baseUrl, streamingBaseUrl: baseUrl });
  const transcriber = client.streaming.transcriber({
    websocketBaseUrl: streamingUrl + '/v3/ws',
    sampleRate: 16000,
    speechModel: 'universal-streaming-english',
    formatTurns: true,
  });
  const told = { begun: undefined, turns: [], errors: [], closed: undefined };
  transcriber.on('open', ({ id }) => (told.begun = id));
  transcriber.on('turn', ({ transcript, end_of_turn, turn_is_formatted }) =>
    told.turns.push({ transcript, end_of_turn, turn_is_formatted }));
  transcriber.on('error', (error) => told.errors.push(String(error)));
  transcriber.on('close', (code, reason) => (told.closed = { code, reason }));
  await transcriber.connect();
  const pcm = readFileSync(audio);
  for (let at = 0; at < pcm.length; at += 1600) transcriber.sendAudio(pcm.subarray(at, at + 1600));
  await transcriber.close();
  console.log(JSON.stringify(told));
`;

it('the official SDK’s StreamingTranscriber holds a session over wss', async () => {
  const { emulator } = await start({ engine: 'fixtures', tls: true });
  // The first session waits until the samples have been listened to; this SDK gives a connection a second.
  await (await openStream(emulator.streamingUrl)).terminate();
  const audio = join(await makeFolder(), 'audio.pcm');
  await writeFile(audio, await meetingPcm(0, 8_600));
  const { streamingUrl = '', url = '', caFile = '' } = emulator.tls ?? {};
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program, streamingUrl, url, audio],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile } },
  );
  const told = JSON.parse(stdout) as {
    readonly begun: string;
    readonly turns: readonly { readonly transcript: string; readonly turn_is_formatted: boolean }[];
    readonly errors: readonly string[];
  };
  expect(told.errors).toEqual([]);
  expect(told.begun).toMatch(/^[\da-f-]{36}$/);
  expect(told.turns.filter((turn) => turn.turn_is_formatted).map(({ transcript }) => transcript)).toEqual([
    "Good morning, Daniel. Let's start with the dates.",
    'Good morning, Julia. The beta will launch on Tuesday, the second of June.',
  ]);
  expect(emulator.journal[1]?.stream?.closed).toMatchObject({ code: 1000, reason: 'Session Ended' });
});
