// Makes ../meeting.mp3 and ../meeting.json from meeting.txt. See README.md.
import { execFile as execFileCallback } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execFile = promisify(execFileCallback);
const here = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('..', import.meta.url));

const RATE = 16000;
const LEVEL_DB = -21; // RMS of the spoken part of each turn
const PEAK_DB = -3; // no sample above this
const LEAD_MS = 400; // before the first word
const TAIL_MS = 600; // after the last word
const GAPS_MS = [420, 520, 380, 460, 350, 580]; // last word to first word, in rotation
const KEEP_BEFORE_MS = 60; // of the synthesizer's own pause around a turn
const KEEP_AFTER_MS = 120;
const FADE_MS = 20;

const samples = (ms) => Math.round((ms * RATE) / 1000);
const dbToGain = (db) => 10 ** (db / 20);
const plain = (text) => text.toLowerCase().replace(/[^a-z0-9']/g, '');

function parseScript(text) {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const match = /^([AB]): (.+)$/.exec(line.trim());
      if (!match) throw new Error(`not a turn: ${line}`);
      return { speaker: match[1], text: match[2], tokens: match[2].split(/\s+/) };
    });
}

/** Mono 16-bit PCM WAV to floats. */
function readWav(bytes) {
  let at = 12;
  while (bytes.toString('latin1', at, at + 4) !== 'data') {
    if (bytes.toString('latin1', at, at + 4) === 'fmt ') {
      const [channels, rate, bits] = [10, 12, 22].map((o) =>
        o === 12 ? bytes.readUInt32LE(at + o) : bytes.readUInt16LE(at + o),
      );
      if (channels !== 1 || rate !== RATE || bits !== 16)
        throw new Error(`unexpected WAV: ${channels} ch, ${rate} Hz, ${bits} bit`);
    }
    at += 8 + bytes.readUInt32LE(at + 4);
  }
  const length = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8) >> 1;
  return Float64Array.from({ length }, (_, i) => bytes.readInt16LE(at + 8 + 2 * i) / 32768);
}

function writeWav(pcm) {
  const bytes = Buffer.alloc(44 + 2 * pcm.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 2 * pcm.length, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(2 * RATE, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * pcm.length, 40);
  pcm.forEach((value, i) => bytes.writeInt16LE(Math.round(value * 32767), 44 + 2 * i));
  return bytes;
}

/** Festival, HTS voice slt, 32 kHz. Punctuation has a Word of its own without times: skip it. */
async function sayA(text, wav, dir) {
  const quoted = JSON.stringify(text);
  const raw = join(dir, 'festival.wav');
  const scheme = join(dir, 'turn.scm');
  await writeFile(
    scheme,
    `(voice_cmu_us_slt_arctic_hts)
(set! turn (utt.synth (Utterance Text ${quoted})))
(utt.save.wave turn ${JSON.stringify(raw)} 'riff)
(mapcar
  (lambda (token)
    (mapcar
      (lambda (word)
        (if (> (item.feat word "word_end") 0)
          (format t "%s\\t%s\\t%f\\t%f\\n" (item.feat token "id") (item.name token)
            (item.feat word "word_start") (item.feat word "word_end"))))
      (item.daughters token)))
  (utt.relation.items turn 'Token))
`,
  );
  const { stdout } = await execFile('festival', ['-b', scheme]);
  await execFile('sox', ['-D', raw, '-b', '16', wav, 'rate', '-v', String(RATE)]);
  const tokens = new Map();
  for (const line of stdout.trim().split('\n')) {
    const [id, name, start, end] = line.split('\t');
    const token = tokens.get(id) ?? { name, start: Number(start) };
    tokens.set(id, { ...token, end: Number(end) });
  }
  return [...tokens.values()];
}

/** Flite, voice rms, 16 kHz. */
async function sayB(text, wav, dir) {
  const { stdout } = await execFile(join(dir, 'speak'), [text, wav]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([name, start, end]) => ({ name, start: Number(start), end: Number(end) }));
}

async function say(turn, dir) {
  const wav = join(dir, 'turn.wav');
  const times = await (turn.speaker === 'A' ? sayA : sayB)(turn.text, wav, dir);
  const got = times.map((t) => plain(t.name)).join(' ');
  if (got !== turn.tokens.map(plain).join(' ')) throw new Error(`tokens differ: "${turn.text}" was read as "${got}"`);
  const pcm = readWav(await readFile(wav));

  // Keep the speech and a little of the pause around it, with soft edges.
  const first = times[0].start;
  const last = times.at(-1).end;
  const from = Math.max(0, samples(first * 1000 - KEEP_BEFORE_MS));
  const audio = pcm.slice(from, samples(last * 1000 + KEEP_AFTER_MS));
  const fade = samples(FADE_MS);
  for (let i = 0; i < fade; i++) {
    audio[i] *= i / fade;
    audio[audio.length - 1 - i] *= i / fade;
  }

  let energy = 0;
  let peak = 0;
  let count = 0;
  for (const { start, end } of times)
    for (let i = samples(start * 1000) - from; i < samples(end * 1000) - from; i++) {
      energy += audio[i] ** 2;
      count++;
    }
  for (const value of audio) peak = Math.max(peak, Math.abs(value));
  const level = Math.sqrt(energy / count);
  const gain = Math.min(dbToGain(LEVEL_DB) / level, dbToGain(PEAK_DB) / peak);
  const db = (value) => (20 * Math.log10(value * gain)).toFixed(1);
  console.log(`${turn.speaker}  rms ${db(level)} dB  peak ${db(peak)} dB  ${turn.text}`);

  const origin = from / RATE;
  return {
    audio: audio.map((value) => value * gain),
    words: times.map(({ start, end }) => ({ start: start - origin, end: end - origin })),
  };
}

const dir = await mkdtemp(join(tmpdir(), 'meeting-'));
try {
  await execFile('gcc', [
    '-O1',
    '-o',
    join(dir, 'speak'),
    join(here, 'speak.c'),
    '-lflite_cmu_us_rms',
    '-lflite_cmulex',
    '-lflite_usenglish',
    '-lflite',
    '-lm',
  ]);

  const words = [];
  const parts = [];
  let at = samples(LEAD_MS); // where the first word of the next turn starts
  let length = 0;
  for (const [index, turn] of parseScript(await readFile(join(here, 'meeting.txt'), 'utf8')).entries()) {
    const spoken = await say(turn, dir);
    const start = at - Math.round(spoken.words[0].start * RATE);
    parts.push({ start, audio: spoken.audio });
    const ms = (seconds) => Math.round((start / RATE + seconds) * 1000);
    turn.tokens.forEach((text, i) => {
      const word = spoken.words[i];
      words.push({ text, start: ms(word.start), end: ms(word.end), confidence: 1, speaker: turn.speaker });
    });
    const end = start + Math.round(spoken.words.at(-1).end * RATE);
    at = end + samples(GAPS_MS[index % GAPS_MS.length]);
    length = end + samples(TAIL_MS);
  }
  words.forEach((word, i) => {
    if (word.end <= word.start || (i > 0 && word.start < words[i - 1].end))
      throw new Error(`bad times at word ${i}: ${JSON.stringify(word)}`);
  });

  const mix = new Float64Array(length);
  for (const { start, audio } of parts)
    audio.forEach((value, i) => {
      mix[start + i] += value;
    });
  const wav = process.argv[2] ?? join(dir, 'meeting.wav'); // an argument keeps the WAV
  await writeFile(wav, writeWav(mix));

  await execFile('lame', [
    '--quiet',
    '-m',
    'm',
    '--cbr',
    '-b',
    '48',
    '-q',
    '2',
    '--tt',
    'Project stand-up (sample)',
    wav,
    join(out, 'meeting.mp3'),
  ]);
  const lines = words.map((word) => {
    const fields = Object.entries(word).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
    return `    { ${fields.join(', ')} }`;
  });
  // What is known besides the words was written by hand, and stays.
  const { language_code, words: _words, ...known } = JSON.parse(await readFile(join(out, 'meeting.json'), 'utf8'));
  const rest = JSON.stringify(known, null, 2).slice(1);
  await writeFile(
    join(out, 'meeting.json'),
    `{\n  "language_code": "${language_code}",\n  "words": [\n${lines.join(',\n')}\n  ],${rest}\n`,
  );
  console.log(`${Math.round((length / RATE) * 1000)} ms, ${words.length} words`);
} finally {
  await rm(dir, { recursive: true, force: true });
}
