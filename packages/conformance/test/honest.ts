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
  capabilities: { transcribe: true, abort: true, clock: true },
  async transcribe(place, { audio, params, signal }) {
    const { upload_url } = await ask<{ upload_url: string }>(place, '/v2/upload', audio, signal);
    const body = JSON.stringify({ ...params, audio_url: upload_url });
    let job = await ask<Job>(place, '/v2/transcript', body, signal);
    for (;;) {
      job = await ask<Job>(place, `/v2/transcript/${job.id}`, undefined, signal);
      if (job.status === 'completed' || job.status === 'error') break;
      await (place.clock?.sleep(100, signal) ?? sleep(5, undefined));
    }
    assert.notEqual(job.status, 'error', `${job.id}: ${job.error}`);
    const segments = (job.words ?? []).map(({ text, start, end, speaker }) => ({
      text,
      startMs: start,
      endMs: end,
      speaker,
    }));
    return { text: job.text ?? '', segments };
  },
};

async function ask<Answer>(
  { baseUrl, apiKey }: Place,
  path: string,
  body: string | Uint8Array | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const response = await fetch(baseUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: apiKey },
    body: (body as string | undefined) ?? null,
    signal: signal ?? null,
  });
  const answer = (await response.json()) as Answer & { error?: string };
  assert.ok(response.ok, answer.error);
  return answer;
}

/** Answers at once with nothing at all: it keeps no promise. */
export const empty: Subject = { ...honest, name: 'empty', transcribe: async () => ({ text: '', segments: [] }) };

/** Cannot be aborted, and says why. */
export const unabortable: Subject = {
  ...honest,
  name: 'unabortable',
  capabilities: { ...honest.capabilities, abort: 'its host hands on no signal' },
};
