import { inspect } from 'node:util';
import type { ScriptedAnswer } from '@earmark/emulator';
import { describe, expect, it } from 'vitest';
import type { AudioSource, EarmarkError } from '../src/index.ts';
import {
  broken,
  busy,
  countOf,
  errorOf,
  getTranscript,
  html,
  jobsAt,
  key,
  postTranscript,
  recording,
  startFaulty,
} from './world.ts';

const upload = 'POST /v2/upload';

type Faults = Readonly<Record<string, readonly ScriptedAnswer[]>>;

describe('what can be recovered from is, with one job and the words', () => {
  it.each<[string, Faults, number]>([
    ['submitting: 429 with Retry-After', { [postTranscript]: [busy] }, 1],
    ['submitting: 500 twice', { [postTranscript]: [{ ...broken, times: 2 }] }, 1],
    ['submitting: 503 in HTML', { [postTranscript]: [{ status: 503, ...html }] }, 1],
    ['submitting: a reset', { [postTranscript]: [{ reset: true }] }, 1],
    ['polling: 429', { [getTranscript]: [busy] }, 1],
    ['polling: 500 twice', { [getTranscript]: [{ ...broken, times: 2 }] }, 1],
    ['polling: 502 in HTML', { [getTranscript]: [{ status: 502, ...html }] }, 1],
    ['polling: a reset', { [getTranscript]: [{ reset: true }] }, 1],
    ['polling: a reset in the middle of the answer', { [getTranscript]: [{ truncate: 40 }] }, 1],
    ['polling: a hang', { [getTranscript]: [{ hang: true }] }, 1],
    ['polling: half of the JSON', { [getTranscript]: [{ status: 200, body: '{"id":"job-1","sta' }] }, 1],
    ['uploading: a reset', { [upload]: [{ reset: 'before-body' }] }, 2],
    ['uploading: 500', { [upload]: [broken] }, 2],
    ['uploading: 429', { [upload]: [busy] }, 2],
  ])('%s', async (_, faults, uploads) => {
    await using world = await startFaulty(faults);
    const transcript = await world.client.transcripts.transcribe(recording);
    expect(transcript).toMatchObject({ status: 'completed', text: 'Good morning.' });
    expect(await jobsAt(world.emulator)).toMatchObject([{ id: transcript.id }]);
    expect(countOf(world.emulator, upload)).toBe(uploads);
    expect(world.emulator.unusedAnswers()).toEqual([]);
  });
});

describe('what cannot be recovered from is one typed error', () => {
  const said = `the token ${key} is not valid`;
  const id = { 'x-request-id': 'request-7' };
  const always = 'always' as const;

  it.each<[string, AudioSource, Faults, Partial<EarmarkError>, number]>([
    [
      'a refusal that echoes the key',
      recording,
      { [postTranscript]: [{ status: 401, body: { error: said }, headers: id }] },
      { code: 'auth', status: 401, requestId: 'request-7', serviceMessage: 'the token [key] is not valid' },
      0,
    ],
    [
      'a bad request',
      recording,
      { [postTranscript]: [{ status: 400, body: { error: 'no' }, headers: id }] },
      { code: 'invalid', status: 400, requestId: 'request-7', serviceMessage: 'no' },
      0,
    ],
    [
      'a job that fails',
      recording,
      { [postTranscript]: [{ job: { error: `No audio at https://a.org/b?key=${key}` } }] },
      { code: 'transcript_failed', serviceMessage: 'No audio at https://a.org/b?[cut]' },
      1,
    ],
    [
      'a submission that hangs for ever',
      recording,
      { [postTranscript]: [{ hang: true, times: always }] },
      { code: 'timeout', retryable: true },
      0,
    ],
    ['a path that names nothing', '/nowhere/at all.mp3', {}, { code: 'invalid', status: undefined }, 0],
    [
      'an upload that is too large',
      recording,
      { [upload]: [{ status: 413, body: { error: 'File too large' }, headers: id }] },
      { code: 'invalid', status: 413, requestId: 'request-7', serviceMessage: 'File too large' },
      0,
    ],
    [
      'a redirect',
      recording,
      { [postTranscript]: [{ status: 307, headers: { location: 'http://127.0.0.1:9/', ...id } }] },
      { code: 'protocol', status: 307, requestId: 'request-7' },
      0,
    ],
    [
      'polls that are refused',
      recording,
      { [getTranscript]: [{ status: 401, body: { error: said }, headers: id, times: always }] },
      { code: 'auth', status: 401, requestId: 'request-7' },
      1,
    ],
  ])('%s', async (_, audio, faults, expected, jobs) => {
    await using world = await startFaulty(faults);
    const error = await errorOf(world.client.transcripts.transcribe(audio));
    expect(error).toMatchObject(expected);
    const [job, ...others] = await jobsAt(world.emulator).catch(() => []);
    expect(others).toEqual([]);
    expect(error.transcriptId).toBe(job?.id);
    expect(job === undefined ? 0 : 1).toBe(jobs);
    const everything = inspect(error, { showHidden: true, depth: Infinity }) + JSON.stringify(error) + String(error);
    expect(everything).not.toContain(key);
  });
});
