import { randomUUID } from 'node:crypto';
import decodeWav from '@audio/decode-wav';
import { type Sound, durationMs } from '../audio/decode.ts';
import { fromPcm16 } from '../audio/pcm.ts';
import type { Recognition } from '../engines/engine.ts';
import type { Answer, Exchange, Route } from '../http.ts';
import { JobFailure } from '../job-failure.ts';
import { refusal } from '../problem.ts';
import { meanConfidence, spoken } from '../results/units.ts';
import type { Json, Word } from '../shapes.ts';

const rawSampleRate = 8000;
const longestMs = 15_000;

/** POST /v2/stream: up to 15 seconds in base64 in, words out; raw samples are 16 bit at 8 kHz, as they were then. */
export function streamRoute(hear: (sound: Sound) => Promise<Recognition>): Route {
  async function handle(exchange: Exchange): Promise<Answer> {
    const body = await exchange.json();
    const sound = toSound(body);
    try {
      return { json: toTranscript((await hear(sound)).words, body) };
    } catch (error) {
      throw error instanceof JobFailure ? refusal(400, error.message) : error;
    }
  }
  return { method: 'POST', path: '/v2/stream', handle };
}

function toSound({ audio_data }: Json): Sound {
  if (typeof audio_data !== 'string' || audio_data === '') throw refusal(400, 'audio_data not found');
  const sound = decode(Buffer.from(audio_data, 'base64'));
  if (durationMs(sound) > longestMs) throw refusal(400, 'audio_data is longer than 15 seconds');
  return sound;
}

function decode(bytes: Buffer): Sound {
  if (bytes.subarray(0, 4).toString('latin1') !== 'RIFF') return fromPcm16(bytes, rawSampleRate, 1);
  try {
    const { sampleRate, channelData } = decodeWav(bytes);
    return { sampleRate, channels: channelData };
  } catch {
    throw refusal(400, 'audio_data could not be decoded');
  }
}

function toTranscript(heard: readonly Word[], { punctuate, format_text }: Json): Json {
  const words = heard.map(({ text, start, end, confidence }) => {
    const plain = punctuate === true ? text : text.replaceAll(/[.,;:?!]/g, '');
    return { text: format_text === true ? plain : plain.toLowerCase(), start, end, confidence };
  });
  return {
    id: randomUUID(),
    status: 'completed',
    confidence: meanConfidence(heard),
    text: spoken(words.map((word) => ({ ...word, speaker: null }))),
    words,
    created: new Date().toISOString(),
  };
}
