import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { resample } from '../../src/audio/resample.ts';
import { toPcm16 } from '../../src/audio/wav.ts';
import { samples } from '../../src/index.ts';
import { start } from '../world.ts';
import { meetingAt, meetingPcm, openStream, silence } from './client.ts';
import { toMulaw } from './mulaw.ts';

/** Words that are said in the sample from one millisecond to another, with times from there. */
function saidIn(fromMs: number, toMs = Infinity, shiftMs = -fromMs) {
  return samples.meeting.words
    .filter(({ start: from, end }) => (from + end) / 2 >= fromMs && (from + end) / 2 < toMs)
    .map((word) => ({ text: word.text, start: word.start + shiftMs, end: word.end + shiftMs }));
}

async function hear(audio: Uint8Array, query: Record<string, string | number> = {}, messageBytes = 1_600) {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, query);
  client.stream(audio, messageBytes);
  await client.terminate();
  const words = client.ended().flatMap((turn) => turn.words ?? []);
  return { words, record: emulator.journal[0]?.stream };
}

/** The same words, at times that are no more than a frame or two off; at the edges a word may be cut. */
function expectWords(words: Awaited<ReturnType<typeof hear>>['words'], expected: ReturnType<typeof saidIn>, off = 20) {
  expect(words.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
  for (const [at, { start: from, end }] of words.entries()) {
    const { start: expectedFrom = 0, end: expectedEnd = 0 } = expected[at] ?? {};
    expect(Math.abs(from - Math.max(0, expectedFrom))).toBeLessThanOrEqual(off);
    if (at < words.length - 1) expect(Math.abs(end - expectedEnd)).toBeLessThanOrEqual(off);
  }
}

describe('a known recording is followed', () => {
  it.each([1, 3_217, 11_111, 20_005, 33_333, 47_770])('from %i ms on', async (fromMs) => {
    const { words } = await hear(await meetingPcm(fromMs, fromMs + 9_000));
    expectWords(words, saidIn(fromMs, fromMs + 9_000));
  });

  it.each([8_000, 44_100, 48_000])('resampled to %i Hz', async (rate) => {
    const audio = toPcm16([(await meetingAt(rate)).subarray(5 * rate, 20 * rate)]);
    const { words } = await hear(audio, { sample_rate: rate }, rate / 5);
    expectWords(words, saidIn(5_000, 20_000));
  });

  it('as a telephone codes it', async () => {
    const audio = toMulaw((await meetingAt(8_000)).subarray(7 * 8_000, 27 * 8_000));
    const { words } = await hear(audio, { sample_rate: 8_000, encoding: 'pcm_mulaw' }, 800);
    expectWords(words, saidIn(7_000, 27_000));
  });

  it('louder, softer, and in messages of any size', async () => {
    const soft = toPcm16([(await meetingAt(16_000)).subarray(0, 16 * 16_000).map((sample) => sample / 4)]);
    for (const bytes of [1_601, 31_999]) expectWords((await hear(soft, {}, bytes)).words, saidIn(0, 16_000));
  });

  it('after silence, through a gap, and after a jump', async () => {
    const audio = [silence(3_000), await meetingPcm(0, 8_300), silence(2_000), await meetingPcm(8_300, 16_800)];
    const { words } = await hear(Buffer.concat([...audio, await meetingPcm(36_600, 44_000)]));
    const jump = 3_000 + 8_300 + 2_000 + 8_500;
    expectWords(words, [
      ...saidIn(0, 8_300, 3_000),
      ...saidIn(8_300, 16_800, 5_000),
      ...saidIn(36_600, 44_000, jump - 36_600),
    ]);
  });

  it('no further than it goes, wherever it breaks off', async () => {
    const breaks = samples.meeting.words.slice(6, 60).filter(({ end, start: from }) => end - from < 200);
    expect(breaks.length).toBeGreaterThan(5);
    for (const { start: atMs } of breaks) {
      const fromMs = Math.max(0, atMs - 3_000);
      const { words } = await hear(Buffer.concat([await meetingPcm(fromMs, atMs), silence(1_500)]));
      expect(words.map(({ text }) => text)).toEqual(saidIn(fromMs, atMs).map(({ text }) => text));
    }
  });

  it('and nothing is heard in what sounds otherwise', async () => {
    let seed = 1;
    const noise = Float32Array.from({ length: 16_000 * 8 }, (_, at) => {
      seed = (seed * 16_807) % 2_147_483_647;
      return (seed / 2_147_483_647 - 0.5) * Math.abs(Math.sin(at / 4_000));
    });
    const backwards = (await meetingAt(16_000)).subarray(0, 16_000 * 8).toReversed();
    for (const samples16 of [noise, backwards]) expect((await hear(toPcm16([samples16]))).words).toEqual([]);
    expect((await hear(await resampledSlow())).words).toEqual([]);
  });
});

function ffmpeg(args: string[], input?: Buffer): Buffer {
  return spawnSync('ffmpeg', ['-v', 'error', ...args, '-'], { input, maxBuffer: 1024 ** 3 }).stdout;
}

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

it.skipIf(!hasFfmpeg).each([
  ['opus', ['-c:a', 'libopus', '-b:a', '16k', '-f', 'ogg']],
  ['mp3', ['-c:a', 'libmp3lame', '-b:a', '32k', '-ar', '22050', '-f', 'mp3']],
])('a known recording is followed as %s has left it', async (_name, coder) => {
  const coded = ffmpeg(['-i', samples.meeting.audio, ...coder]);
  const audio = ffmpeg(['-i', '-', '-f', 's16le', '-ar', '16000', '-ac', '1'], coded);
  const { words } = await hear(audio.subarray(32 * 5_000, 32 * 25_000));
  // What a coder puts before a recording moves it.
  expectWords(words, saidIn(5_000, 25_000), 70);
});

// The same, but slower and lower: not the recording.
async function resampledSlow(): Promise<Buffer> {
  return toPcm16([await resample((await meetingAt(16_000)).subarray(0, 16_000 * 8), 16_000, 20_000)]);
}

it('a session that is cut and taken up at its last final word finalises every millisecond once', async () => {
  const { emulator } = await start({
    engine: 'fixtures',
    script: { 'GET /v3/ws': [{ stream: { atByte: 32 * 15_123, drop: true } }] },
  });
  const first = await openStream(emulator.streamingUrl);
  first.stream(await meetingPcm(0, 20_000), 3_200);
  await first.closed;
  const cutMs = first.ended().at(-1)?.words?.at(-1)?.end ?? 0;
  const second = await openStream(emulator.streamingUrl);
  second.stream(await meetingPcm(cutMs), 3_200);
  await second.terminate();
  const [one, other] = emulator.journal.map(({ stream }) => stream?.finalised ?? []);
  const spans = [
    ...(one ?? []),
    ...(other ?? []).map(({ fromMs, toMs }) => ({ fromMs: fromMs + cutMs, toMs: toMs + cutMs })),
  ];
  let at = 0;
  for (const { fromMs, toMs } of spans) {
    expect(fromMs).toBe(at);
    expect(toMs).toBeGreaterThan(fromMs);
    at = toMs;
  }
  expect(at).toBeCloseTo(58_143, -1);
  const words = [...first.ended(), ...second.ended()].flatMap((turn) => turn.words ?? []);
  expect(words.map(({ text }) => text)).toEqual(samples.meeting.words.map(({ text }) => text));
});
