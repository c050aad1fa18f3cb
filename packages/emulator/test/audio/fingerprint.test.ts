import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode, toMono } from '../../src/audio/decode.ts';
import { type Fingerprint, createPrinter, fingerprint } from '../../src/audio/fingerprint.ts';
import { resample } from '../../src/audio/resample.ts';
import { isSameRecording } from '../../src/audio/same-recording.ts';
import { samples } from '../../src/index.ts';
import { noise, toWav } from '../wav.ts';
import { makeFolder, start } from '../world.ts';

let print: Fingerprint;
let rate = 0;
let meeting = new Float32Array(0);

beforeAll(async () => {
  const sound = await decode(samples.meeting.audio);
  if (sound === undefined) throw new Error('the bundled recording cannot be decoded');
  print = fingerprint(sound);
  rate = sound.sampleRate;
  meeting = new Float32Array(toMono(sound));
});

/** Whether a WAV of these samples is taken for the meeting. */
async function isMeeting(channels: readonly Float32Array[], sampleRate = rate): Promise<boolean> {
  const folder = await makeFolder();
  const path = join(folder, 'copy.wav');
  await writeFile(path, toWav(channels, sampleRate));
  const copy = await decode(path);
  if (copy === undefined) throw new Error('the test wrote a WAV that cannot be decoded');
  return isSameRecording(print, fingerprint(copy));
}

/** The samples between two times, in milliseconds. */
function cut(fromMs: number, toMs = Number.POSITIVE_INFINITY): Float32Array {
  return meeting.slice((fromMs / 1000) * rate, Math.min(meeting.length, (toMs / 1000) * rate));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

describe('the meeting is recognised', () => {
  it('as a plain WAV', async () => expect(await isMeeting([meeting])).toBe(true));

  it('in stereo', async () => expect(await isMeeting([meeting, meeting])).toBe(true));

  it('on one side of a stereo file', async () =>
    expect(await isMeeting([meeting, new Float32Array(meeting.length)])).toBe(true));

  it.each([0.5, 0.1])('at %f of its volume', async (volume) => {
    expect(await isMeeting([meeting.map((sample) => sample * volume)])).toBe(true);
  });

  it.each([8_000, 22_050, 48_000])('at %i Hz', async (hz) => {
    expect(await isMeeting([await resample(meeting, rate, hz)], hz)).toBe(true);
  });

  it('under light noise', async () => {
    const hiss = noise(meeting.length, 0.003);
    expect(await isMeeting([meeting.map((sample, at) => sample + (hiss[at] ?? 0))])).toBe(true);
  });

  it.each([-90, 60])('shifted by %i ms', async (ms) => {
    const length = Math.abs(ms / 1000) * rate;
    const shifted = ms < 0 ? meeting.slice(length) : joined([new Float32Array(length), meeting]);
    expect(await isMeeting([shifted])).toBe(true);
  });
});

describe('another recording of the same length is not taken for the meeting:', () => {
  it('its samples in reverse', async () => expect(await isMeeting([meeting.toReversed()])).toBe(false));

  it('its halves swapped', async () => {
    const half = meeting.length / 2;
    expect(await isMeeting([joined([meeting.slice(half), meeting.slice(0, half)])])).toBe(false);
  });

  it('its turns in another order', async () => {
    const parts = turns();
    const swapped = parts.map((turn, at) => parts[at % 2 === 0 ? at + 1 : at - 1] ?? turn);
    expect(await isMeeting([joined([lead(), ...swapped])])).toBe(false);
  });

  it.each([0, 5, 11])('its turns %i and the next one swapped', async (at) => {
    const parts = turns();
    const swapped = [...parts.slice(0, at), ...parts.slice(at, at + 2).toReversed(), ...parts.slice(at + 2)];
    expect(await isMeeting([joined([lead(), ...swapped])])).toBe(false);
  });

  it('white noise', async () => expect(await isMeeting([noise(meeting.length, 0.3)])).toBe(false));

  it('noise in its rhythm', async () => {
    const hiss = noise(meeting.length, 1);
    expect(await isMeeting([meeting.map((sample, at) => sample * (hiss[at] ?? 0))])).toBe(false);
  });

  it('silence', async () => expect(await isMeeting([new Float32Array(meeting.length)])).toBe(false));
});

it.each([100, 4_096, 1_000_000])('a fingerprint is the same when the sound comes in pieces of %i samples', (length) => {
  const printer = createPrinter(rate);
  for (let at = 0; at < meeting.length; at += length) printer.push(meeting.subarray(at, at + length));
  expect(printer.end()).toEqual(print);
});

function turnStarts(): number[] {
  const words = samples.meeting.words;
  return words.filter((word, at) => word.speaker !== words[at - 1]?.speaker).map((word) => word.start);
}

/** From the first word of each turn to the first word of the next. */
function turns(): Float32Array[] {
  const starts = turnStarts();
  return starts.map((from, at) => cut(from, starts[at + 1]));
}

/** What comes before the first word. */
function lead(): Float32Array {
  return cut(0, turnStarts()[0]);
}

it('two short recordings of one pitch are told apart by their loudness', () => {
  const short = cut(0, 3_000);
  const wavering = short.map((sample, at) => sample * (Math.floor(at / (rate / 4)) % 2 === 0 ? 1 : 0.02));
  const [one, other] = [short, wavering].map((channel) => fingerprint({ sampleRate: rate, channels: [channel] }));
  if (one === undefined || other === undefined) throw new Error('unreachable');
  expect(isSameRecording(one, one)).toBe(true);
  expect(isSameRecording(one, other)).toBe(false);
});

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const unless = hasFfmpeg ? '' : ' (skipped: ffmpeg is not installed)';

describe.skipIf(!hasFfmpeg)(`the meeting is recognised when coded to${unless}`, () => {
  const codings = [
    ['opus', ['-c:a', 'libopus', '-b:a', '24k', '-compression_level', '0']],
    ['flac', ['-c:a', 'flac']],
    ['ogg', ['-c:a', 'libvorbis', '-q:a', '1']],
    ['m4a', ['-c:a', 'aac', '-b:a', '48k']],
    ['wav', ['-c:a', 'pcm_mulaw', '-ar', '8000']],
    ['oga', ['-c:a', 'flac', '-f', 'ogg']],
  ] as const;

  it.each(codings)('%s', async (extension, coding) => {
    const path = join(await makeFolder(), `meeting.${extension}`);
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', samples.meeting.audio, ...coding, path]);
    const { client } = await start();
    const transcript = await client.transcribe(new Uint8Array(await readFile(path)));
    expect(transcript.error).toBeUndefined();
    expect(transcript.words?.length).toBe(samples.meeting.words.length);
  });
});
