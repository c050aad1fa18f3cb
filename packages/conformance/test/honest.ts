import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place, Subject } from '../src/index.ts';

interface Job {
  readonly id: string;
  readonly status: string;
  readonly text: string | null;
  readonly error?: string;
  readonly words: readonly { text: string; start: number; end: number; speaker: string | null }[] | null;
}

/** The smallest client that keeps every promise: the cases are tested on it and on what breaks it. */
export const honest: Subject = {
  name: 'honest',
  capabilities: {
    transcribe: true,
    abort: true,
    clock: true,
    stream: 'core, which does, keeps these cases in its tests',
  },
  async transcribe(place, { audio, params, signal }) {
    const { upload_url } = await asked<{ upload_url: string }>(place, '/v2/upload', audio, signal);
    const { id } = await submit(place, { ...params, audio_url: upload_url }, signal);
    const job = await ended(place, id, signal).catch((error: Error) => {
      throw signal?.aborted === true ? signal.reason : new Error(`${id}: ${error.message}`);
    });
    assert.notEqual(job.status, 'error', `${id}: ${job.error}`);
    const segments = (job.words ?? []).map(({ text, start, end, speaker }) => ({
      text,
      startMs: start,
      endMs: end,
      speaker,
    }));
    return { text: job.text ?? '', segments };
  },
};

async function ended(place: Place, id: string, signal: AbortSignal | undefined): Promise<Job> {
  for (;;) {
    const job = await asked<Job>(place, `/v2/transcript/${id}`, undefined, signal);
    if (job.status === 'completed' || job.status === 'error') return job;
    await (place.clock?.sleep(100, signal) ?? sleep(5, undefined));
  }
}

// What was submitted, and whose answer was lost, is the newest job of that audio.
async function submit(place: Place, params: { audio_url: string }, signal: AbortSignal | undefined): Promise<Job> {
  return await once<Job>(place, '/v2/transcript', JSON.stringify(params), signal).catch(async (error: unknown) => {
    if (error instanceof assert.AssertionError) throw error;
    const { transcripts } = await asked<{ transcripts: (Job & { audio_url: string })[] }>(
      place,
      '/v2/transcript',
      undefined,
      signal,
    );
    const lost = transcripts.find(({ audio_url }) => audio_url === params.audio_url);
    assert.ok(lost !== undefined);
    return lost;
  });
}

/** Asks until it is answered; a refusal is an answer. */
async function asked<Answer>(...call: Parameters<typeof once>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await once<Answer>(...call);
    } catch (error) {
      if (error instanceof assert.AssertionError || call[3]?.aborted === true || tries === 5) throw error;
    }
  }
}

async function once<Answer>(
  { baseUrl, apiKey, clock }: Place,
  path: string,
  body: string | Uint8Array | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const [late, done] = [new AbortController(), new AbortController()];
  void clock?.sleep(10_000, done.signal, 'deadline').then(
    () => late.abort(),
    () => undefined,
  );
  const response = await fetch(baseUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: apiKey },
    body: (body as string | undefined) ?? null,
    signal: AbortSignal.any([late.signal, ...(signal === undefined ? [] : [signal])]),
    redirect: 'manual',
  }).finally(() => done.abort());
  if (response.status >= 500 || response.status === 429) throw new Error('later');
  const answer = (await response.json()) as Answer & { error?: string };
  assert.ok(response.ok, answer.error?.replaceAll(apiKey, '').replaceAll(/\?\S+/g, ''));
  return answer;
}

/** Answers at once with nothing at all: it keeps no promise. */
export const empty: Subject = {
  ...honest,
  name: 'empty',
  transcribe: async () => ({ text: '', segments: [] }),
};

/** Streams, and hears nothing. */
export const deaf: Subject = {
  ...empty,
  name: 'deaf',
  capabilities: { ...honest.capabilities, stream: true },
  async *stream() {
    yield* [];
  },
};

/** Cannot be aborted, and says why. */
export const unabortable: Subject = {
  ...honest,
  name: 'unabortable',
  capabilities: { ...honest.capabilities, abort: 'its host hands on no signal' },
};
