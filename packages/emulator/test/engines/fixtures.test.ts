import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../src/index.ts';
import { melody, noise, toWav } from '../wav.ts';
import { makeFolder, start } from '../world.ts';

const hello = toWav([melody(2, 16_000, 1)], 16_000);
const goodbye = toWav([melody(2, 16_000, 60)], 16_000);

function wordsOf(...texts: string[]): string {
  return JSON.stringify({ words: texts.map((text, at) => ({ text, start: at * 500, end: at * 500 + 400 })) });
}

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await makeFolder();
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

describe('a folder of one’s own recordings', () => {
  it('is known by its sound, each recording by its own', async () => {
    const folder = await folderOf({
      'hello.wav': hello,
      'hello.json': wordsOf('Hello', 'there.'),
      'goodbye.wav': goodbye,
      'goodbye.json': wordsOf('Goodbye.'),
      'note.md': 'a note without words beside it',
    });
    const { client } = await start({ engine: 'fixtures', fixtures: [folder] });
    expect((await client.transcribe(hello)).text).toBe('Hello there.');
    expect((await client.transcribe(goodbye)).text).toBe('Goodbye.');
  });

  it('may say the language and the speakers, and need not', async () => {
    const words = [{ text: 'Hallo.', start: 0, end: 400, confidence: 0.5, speaker: 'B' }];
    const folder = await folderOf({
      'hallo.wav': hello,
      'hallo.json': JSON.stringify({ language_code: 'de', words }),
    });
    const { client } = await start({ engine: 'fixtures', fixtures: [folder] });
    const transcript = await client.transcribe(hello, { speaker_labels: true });
    expect(transcript).toMatchObject({ language_code: 'de', words, utterances: [{ text: 'Hallo.', speaker: 'B' }] });
  });
});

describe('a recording of less than a second', () => {
  const rate = 16_000;
  const [yes, no] = [melody(0.9, rate, 3), melody(0.9, rate, 40)];
  const shout = melody(0.16, rate, 7);

  async function hears(...channels: Float32Array[]): Promise<string | null> {
    const files = { yes, no, shout };
    const wavs = Object.entries(files).map(([name, samples]) => [`${name}.wav`, toWav([samples], rate)]);
    const jsons = Object.keys(files).map((name) => [`${name}.json`, wordsOf(name)]);
    const folder = await folderOf(Object.fromEntries([...wavs, ...jsons]));
    const { client } = await start({ engine: 'fixtures', fixtures: [folder] });
    return (await client.transcribe(toWav(channels, rate))).text;
  }

  it.each([
    ['yes', yes],
    ['no', no],
    ['shout', shout],
  ])('is known: %s', async (name, samples) => expect(await hears(samples)).toBe(name));

  it('is known when it is quiet, late and noisy', async () => {
    const hiss = noise(yes.length + 800, 0.01);
    const copy = hiss.map((sample, at) => sample + 0.3 * (yes[at - 800] ?? 0));
    expect(await hears(copy)).toBe('yes');
  });

  it.each([
    ['another', melody(0.9, rate, 90)],
    ['a part of one', yes.slice(0, 0.4 * rate)],
    ['one in reverse', yes.toReversed()],
    ['noise', noise(0.9 * rate, 0.3)],
    ['silence', new Float32Array(0.9 * rate)],
  ])('is not taken for %s', async (_what, samples) => expect(await hears(samples)).toBeNull());
});

it('a fixture may tell channels apart, and know what no engine does', async () => {
  const words = ['1', '2'].map((channel, at) => ({ text: 'Hi.', start: at * 500, end: at * 500 + 400, channel }));
  const chapters = [{ gist: 'Greeting', headline: 'A greeting.', summary: 'They greet.', start: 0, end: 900 }];
  const stereo = toWav([melody(2, 16_000, 1), melody(2, 16_000, 60)], 16_000);
  const folder = await folderOf({ 'hi.wav': stereo, 'hi.json': JSON.stringify({ words, chapters }) });
  const { client } = await start({ engine: 'fixtures', fixtures: [folder] });
  const transcript = await client.transcribe(stereo, { multichannel: true, auto_chapters: true });
  expect(transcript).toMatchObject({ chapters, audio_channels: 2, words: [{ speaker: '1' }, { speaker: '2' }] });
});

describe('a fixture that is wrong stops the start, and the error names the file and the place:', () => {
  it.each([
    ['is not JSON', '{"words": [', /broken\.json is not JSON/],
    ['has no words', '{"text": "Hello"}', /broken\.json: `words` must be a list/],
    [
      'has a word without an end',
      '{"words": [{"text":"a","start":0,"end":1},{"text":"b","start":1}]}',
      /broken\.json: `words\[1\]`/,
    ],
    ['has a word without text', '{"words": [{"start":0,"end":1}]}', /`words\[0\]` needs a `text`/],
    ['has times in seconds', '{"words": [{"text":"a","start":0.4,"end":0.8}]}', /`words\[0\]`.*whole milliseconds/],
    ['has a word that ends before it starts', '{"words": [{"text":"a","start":9,"end":8}]}', /`words\[0\]`/],
    ['has null for a word', '{"words": [null]}', /`words\[0\]`/],
  ])('it %s', async (_what, json, message) => {
    const folder = await folderOf({ 'broken.wav': hello, 'broken.json': json });
    await expect(startEmulator({ engine: 'fixtures', fixtures: [folder] })).rejects.toThrow(message);
  });

  it.each([
    ['is silent', new Float32Array(16_000), /broken\.wav: the recording is silent or sounds the same throughout/],
    ['is silent, and long', new Float32Array(48_000), /broken\.wav: the recording is silent or sounds the same/],
    ['is too short for the API', melody(0.15, 16_000, 1), /broken\.wav: the recording is shorter than 160 ms/],
  ])('its recording %s', async (_what, samples, message) => {
    const folder = await folderOf({ 'broken.wav': toWav([samples], 16_000), 'broken.json': wordsOf('Hush.') });
    await expect(startEmulator({ engine: 'fixtures', fixtures: [folder] })).rejects.toThrow(message);
  });

  it('its folder is not there', async () => {
    const folder = join(await makeFolder(), 'nowhere');
    await expect(startEmulator({ engine: 'fixtures', fixtures: [folder] })).rejects.toThrow(
      `The fixtures folder ${folder} must have recordings as <name>.<ext>, each beside a <name>.json with its words, and cannot be read: ENOENT`,
    );
  });

  it.each<Readonly<Record<string, string>>>([{}, { 'a.json': '{}' }, { 'a.wav': '', 'b.json': '{}' }])(
    'its folder has no pair: %j',
    async (files) => {
      const folder = await folderOf(files);
      await expect(startEmulator({ engine: 'fixtures', fixtures: [folder] })).rejects.toThrow(
        `The fixtures folder ${folder} must have recordings as <name>.<ext>, each beside a <name>.json with its words, and has no such pair`,
      );
    },
  );

  it('without a word of what was said', async () => {
    for (const json of ['the secret word', '{"words": [{"text": "secret" "word"}]}', '{"words": secret}']) {
      const folder = await folderOf({ 'broken.wav': hello, 'broken.json': json });
      const starting = startEmulator({ engine: 'fixtures', fixtures: [folder] });
      await expect(starting).rejects.toThrow(/broken\.json is not JSON: (?!.*(?:secret|word))/s);
    }
  });
});
