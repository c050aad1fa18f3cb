import type { AudioSource } from '@earmark/core';
import type { Asking } from '../transcribe.ts';
import { toCacheKey } from './key.ts';
import { findLostJob } from './lost-job.ts';
import { type TranscriptCache, readEntry, writeEntry } from './store.ts';

/** A job, and whether it was there before. */
export interface Submitted {
  readonly transcriptId: string;
  readonly isNew: boolean;
}

/**
 * Creates a job for a recording that has none yet; undefined for a stream, which has no key.
 *
 * The intent is written down before the job is created, and its id after: a process that is killed in between finds the
 * job in the list when it starts again.
 */
export async function submitOnce(
  audio: AudioSource,
  asking: Asking,
  cache: TranscriptCache,
): Promise<Submitted | undefined> {
  const key = await toCacheKey(audio, asking.params);
  if (key === undefined) return undefined;
  const running = runningOf(cache);
  const before = running.get(key);
  if (before !== undefined) {
    const found = await heeding(
      asking.signal,
      before.catch(() => undefined),
    );
    // Whoever began it may have given it up, which is nothing to this one.
    return found === undefined ? await submitOnce(audio, asking, cache) : { ...found, isNew: false };
  }
  const submission = submit(audio, asking, cache, key).finally(() => running.delete(key));
  running.set(key, submission);
  return await submission;
}

/** Forgets a recording's job, so that the next load creates another one. */
export async function forget(audio: AudioSource, { params }: Asking, cache: TranscriptCache): Promise<void> {
  const key = await toCacheKey(audio, params);
  if (key !== undefined) await cache.set(key, '');
}

const submissions = new WeakMap<TranscriptCache, Map<string, Promise<Submitted>>>();

// The same recording may be twice in one list, or in two loaders at once.
function runningOf(cache: TranscriptCache): Map<string, Promise<Submitted>> {
  const running = submissions.get(cache) ?? new Map<string, Promise<Submitted>>();
  submissions.set(cache, running);
  return running;
}

async function submit(
  audio: AudioSource,
  { client: clientOf, params, signal, onProgress }: Asking,
  cache: TranscriptCache,
  key: string,
): Promise<Submitted> {
  const client = clientOf();
  const entry = await readEntry(cache, key);
  signal?.throwIfAborted();
  if (entry !== undefined && 'transcriptId' in entry) return { ...entry, isNew: false };
  const lost = entry === undefined ? undefined : await findLostJob(client, entry, params, signal);
  if (lost !== undefined) {
    await writeEntry(cache, key, { transcriptId: lost });
    return { transcriptId: lost, isNew: false };
  }
  const isRemote = (typeof audio === 'string' || audio instanceof URL) && /^https?:/i.test(String(audio));
  const audioUrl = isRemote ? String(audio) : await client.files.upload(audio, { signal, onProgress });
  await writeEntry(cache, key, { audioUrl, sinceMs: Date.now() });
  const { id, status } = await client.transcripts.create({ ...params, audio_url: audioUrl }, { signal });
  await writeEntry(cache, key, { transcriptId: id });
  if (status === 'queued') onProgress?.({ stage: 'queued', transcriptId: id });
  return { transcriptId: id, isNew: true };
}

async function heeding<Value>(signal: AbortSignal | undefined, pending: Promise<Value>): Promise<Value> {
  signal?.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
  });
  return await Promise.race([pending, aborted]).finally(() => over.abort());
}
