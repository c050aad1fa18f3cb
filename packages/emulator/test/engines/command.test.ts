import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, durationMs } from '../../src/audio/decode.ts';
import { samples } from '../../src/index.ts';
import { melody, toWav } from '../wav.ts';
import { makeFolder, start } from '../world.ts';

const wav = toWav([melody(3, 44_100, 5), melody(3, 44_100, 6)], 44_100);

/** A program that stands in for whisper.cpp, in a folder whose name has a space. */
async function startWith(program: string) {
  const folder = await makeFolder();
  const path = join(folder, 'my engine.mjs');
  await writeFile(path, `import { copyFileSync, writeFileSync } from 'node:fs';\n${program}`);
  const command = `"${process.execPath}" "${path}" --output={output} {audio}`;
  return { folder, ...(await start({ engine: { command } })) };
}

const output = `process.argv[2].replace('--output=', '') + '.json'`;
const recorded = JSON.stringify(new URL('whisper.json', import.meta.url).pathname);

it('a command hears what no fixture knows', async () => {
  const { client, emulator } = await startWith(`copyFileSync(${recorded}, ${output});`);
  expect(await client.transcribe(wav)).toMatchObject({ status: 'completed', text: "The earmark isn't lost." });
  expect(emulator.engines).toEqual(['fixtures', 'node']);
});

it('known recordings come first', async () => {
  const { client } = await startWith('process.exit(1);');
  const transcript = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)));
  expect(transcript).toMatchObject({ status: 'completed' });
});

it('a command is given a WAV of one channel at 16 kHz', async () => {
  const heard = join(await makeFolder(), 'heard.wav');
  const { client } = await startWith(
    `copyFileSync(process.argv[3], ${JSON.stringify(heard)}); copyFileSync(${recorded}, ${output});`,
  );
  expect((await client.transcribe(wav)).status).toBe('completed');
  const sound = await decode(heard);
  expect([sound?.sampleRate, sound?.channels.length]).toEqual([16_000, 1]);
  expect(sound && durationMs(sound)).toBeCloseTo(3_000, -2);
});

describe('the job’s error says what went wrong when the command', () => {
  it.each([
    [
      'fails',
      `console.error('loading…\\nno such model'); process.exit(3);`,
      /node failed: it ended with 3: no such model$/,
    ],
    ['fails without a word', 'process.exit(3);', /node failed: Command failed: /],
    ['writes nothing', '', /node failed: it wrote no \{output\}\.json$/],
    ['writes no JSON', `writeFileSync(${output}, 'words');`, /node failed: its JSON cannot be read: .*JSON/],
    ['writes other JSON', `writeFileSync(${output}, '{}');`, /its JSON cannot be read: it has no `transcription`/],
  ])('%s', async (_kind, program, message) => {
    const { client } = await startWith(program);
    const transcript = await client.transcribe(wav);
    expect(transcript.status).toBe('error');
    expect(transcript.error).toMatch(message);
  });

  it('is not installed', async () => {
    const { client } = await start({ engine: { command: 'no-such-program {audio} {output}' } });
    expect((await client.transcribe(wav)).error).toMatch(/no-such-program failed: it is not installed, or not in the/);
  });
});

it.each(['whisper', 'whisper {audio}', 'whisper {output}'])('the command %j is refused at once', async (command) => {
  await expect(start({ engine: { command } })).rejects.toThrow("The engine's command needs {");
});
