import { randomUUID } from 'node:crypto';
import type { Sound } from '../audio/decode.ts';
import { durationMs } from '../audio/decode.ts';
import type { Recognition } from '../engines/engine.ts';
import type { Answer, Exchange, Route } from '../http.ts';
import { JobFailure } from '../job-failure.ts';
import { meanConfidence, spoken } from '../results/units.ts';
import type { Json } from '../shapes.ts';
import { type Clip, toClip } from './clip.ts';
import { readMultipart } from './multipart.ts';
import { problemDetails } from './problem-details.ts';

type Hear = (sound: Sound) => Promise<Recognition>;

const models = ['universal-3-5-pro', 'u3-sync-pro'];

/** The sync API: a short clip in, its words out, in one request. */
export function syncRoutes(hear: Hear): Route[] {
  const transcribe = (exchange: Exchange): Promise<Answer> => answer(exchange, hear);
  const sync = { refuse: (status: number, error: string) => problemDetails(status, error) } as const;
  return [
    { method: 'POST', path: '/v1/transcribe', ...sync, handle: transcribe },
    // Where the JavaScript SDK sends its clips since 4.41, as they are spoken or whole.
    { method: 'POST', path: '/v1/transcribe/live', ...sync, handle: transcribe },
    { method: 'POST', path: '/v1/warm', open: true, handle: warm },
    { method: 'GET', path: '/v1/warm', open: true, handle: warm },
  ];
}

function warm(): Answer {
  return { json: {} };
}

async function answer({ request }: Exchange, hear: Hear): Promise<Answer> {
  const startedAt = performance.now();
  try {
    checkModel(request.headers['x-aai-model']);
    const clip = toClip(await readMultipart(request));
    const recognition = await hear(clip.sound);
    return { json: { ...toTranscript(clip, recognition), request_time_ms: Math.round(performance.now() - startedAt) } };
  } catch (error) {
    throw error instanceof JobFailure ? problemDetails(422, error.message) : error;
  }
}

function checkModel(model: string | string[] | undefined): void {
  if (typeof model === 'string' && models.includes(model)) return;
  throw problemDetails(400, `The header X-AAI-Model must be one of ${models.join(', ')}.`);
}

function toTranscript({ sound, timestamps }: Clip, { words }: Recognition): Json {
  return {
    text: spoken(words),
    words: words.map(({ text, confidence, start, end }) => ({
      text,
      confidence,
      ...(timestamps ? { start, end } : {}),
    })),
    confidence: meanConfidence(words),
    audio_duration_ms: Math.round(durationMs(sound)),
    session_id: randomUUID(),
  };
}
