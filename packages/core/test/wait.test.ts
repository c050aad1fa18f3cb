import type { ScriptedAnswer } from '@earmark/emulator';
import { describe, expect, it } from 'vitest';
import { EarmarkError, type Clock, type WaitOptions } from '../src/index.ts';
import {
  type World,
  errorOf,
  getTranscript,
  job,
  postTranscript,
  reasonOf,
  startStillWorld,
  startWorld,
  key,
} from './world.ts';

const forever = { ...job('processing'), times: Number.POSITIVE_INFINITY };

/** Waits to the end on a clock that sleeps in no time, and tells how long each pause was. */
async function pausesOf(options: WaitOptions): Promise<{ pauses: number[]; error: EarmarkError; world: World }> {
  const pauses: number[] = [];
  let nowMs = 0;
  const clock: Clock = {
    now: () => nowMs,
    async sleep(ms, signal, purpose) {
      if (purpose === 'deadline') await new Promise((_, reject) => signal?.addEventListener('abort', reject));
      pauses.push(ms);
      nowMs += ms;
    },
  };
  await using world = await startWorld({ [getTranscript]: [forever] }, { clock, random: () => 0.5 });
  const error = await errorOf(world.client.transcripts.wait('job-1', options));
  return { pauses, error, world };
}

describe('the pauses between two looks', () => {
  it('begin short, grow, and never exceed pollIntervalMs', async () => {
    const { pauses } = await pausesOf({ timeoutMs: 300_000, pollIntervalMs: 2000 });
    const whole = pauses.slice(0, -1);
    expect(whole[0]).toBeLessThanOrEqual(100);
    expect(whole).toEqual(whole.toSorted((a, b) => a - b));
    expect(whole.filter((pause) => pause < 1000).length).toBeLessThan(15);
    expect(new Set(whole).size).toBeGreaterThan(5);
    expect(Math.max(...pauses)).toBe(2000);
  });

  it('are three seconds at most when nothing is said', async () => {
    const { pauses } = await pausesOf({ timeoutMs: 300_000, pollIntervalMs: undefined });
    expect(Math.max(...pauses)).toBe(3000);
  });

  it('add up to timeoutMs and no further', async () => {
    const { pauses, error } = await pausesOf({ timeoutMs: 10_000 });
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeCloseTo(10_000);
    expect(error.code).toBe('timeout');
  });

  it('a timeout of 0 looks once', async () => {
    const { pauses, error, world } = await pausesOf({ timeoutMs: 0 });
    expect(pauses).toEqual([]);
    expect(error.code).toBe('timeout');
    expect(world.emulator.journal).toHaveLength(1);
  });
});

describe('a timeout', () => {
  it('carries the id and says how to resume, and wait(id) does', async () => {
    await using world = await startStillWorld({
      [postTranscript]: [job('queued')],
      [getTranscript]: [job('completed', { text: 'at last' })],
    });
    const pending = errorOf(world.client.transcripts.transcribe('http://127.0.0.1:9/a.mp3', {}, { timeoutMs: 50 }));
    await world.clock.somethingSleeps();
    world.clock.advance(50);
    const error = await pending;
    expect(error).toMatchObject({ code: 'timeout', retryable: true, transcriptId: 'job-1' });
    expect(error.message).toContain("transcripts.wait('job-1')");

    const transcript = await world.client.transcripts.wait(String(error.transcriptId));
    expect(transcript.text).toBe('at last');
    expect(world.emulator.journal.filter(({ route }) => route === postTranscript)).toHaveLength(1);
  });
});

describe('a failed job', () => {
  it('is transcript_failed, with the service’s words and the id, and the key and the URL’s secrets cut', async () => {
    const said =
      'Download error to HTTPS://me:pass@example.org/a.mp3?X-Sig=it\'s"secret", 403 for https://example.org/b.mp3?sig=2 with ' +
      key;
    await using world = await startWorld({ [getTranscript]: [job('error', { error: said })] });
    const error = await errorOf(world.client.transcripts.wait('asked-for'));
    expect(error).toMatchObject({ code: 'transcript_failed', retryable: false, transcriptId: 'asked-for' });
    expect(error.serviceMessage).toBe(
      'Download error to HTTPS://example.org/a.mp3?[cut] 403 for https://example.org/b.mp3?[cut] with [key]',
    );
    expect(error.message).toContain(String(error.serviceMessage));
    expect(error.message).toContain('asked-for');
  });

  it('without words is an error too', async () => {
    await using world = await startWorld({ [getTranscript]: [job('error')] });
    expect((await errorOf(world.client.transcripts.wait('job-1'))).message).toContain('without saying why');
  });
});

describe('abort', () => {
  it.each([
    ['an Error', new Error('changed my mind')],
    ['a string', 'changed my mind'],
    ['null', null],
    ['an EarmarkError', new EarmarkError('timeout', 'my own deadline')],
  ])('while waiting ends it before any further timer fires, with %s as it is', async (_, reason) => {
    await using world = await startStillWorld({ [getTranscript]: [forever] });
    const stop = new AbortController();
    const pending = reasonOf(world.client.transcripts.wait('job-1', { signal: stop.signal }));
    await world.clock.somethingSleeps();
    stop.abort(reason);
    expect(await pending).toBe(reason);
    expect(world.emulator.journal).toHaveLength(1);
  });

  it.each([
    ['an Error', new Error('changed my mind')],
    ['a string', 'changed my mind'],
    ['an EarmarkError', new EarmarkError('timeout', 'my own deadline')],
  ])('while a request is in flight ends it, with %s as it is', async (_, reason) => {
    await using world = await startWorld({ [getTranscript]: [{ ...forever, delayMs: 2000 }] });
    const stop = new AbortController();
    const pending = reasonOf(world.client.transcripts.wait('job-1', { signal: stop.signal }));
    while (world.emulator.journal.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort(reason);
    expect(await pending).toBe(reason);
    expect(world.emulator.journal).toMatchObject([{ status: undefined }]);
  });
});

describe('no job is lost: every error after submission carries the id', () => {
  it.each([
    ['a refused key', { status: 401, body: { error: 'Authentication error' } }, { code: 'auth', status: 401 }],
    ['a failing service', { status: 500, body: { error: 'Oops' } }, { code: 'service', retryable: true }],
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '2' } },
      { code: 'rate_limited', retryAfterMs: 2000 },
    ],
    ['a redirect', { status: 302, headers: { location: 'https://example.org/' } }, { code: 'protocol', status: 302 }],
    ['garbage', { status: 200, body: '<html>' }, { code: 'protocol', status: 200 }],
    ['another shape', { status: 200, body: { id: 'job-1' } }, { code: 'protocol' }],
  ] as readonly [string, ScriptedAnswer, Partial<EarmarkError>][])('%s', async (_, answer, expected) => {
    await using world = await startWorld({
      [postTranscript]: [job('queued')],
      [getTranscript]: [
        { ...answer, times: Number.POSITIVE_INFINITY, headers: { ...answer.headers, 'x-request-id': 'request-7' } },
      ],
    });
    const error = await errorOf(world.client.transcripts.transcribe('http://127.0.0.1:9/a.mp3'));
    expect(error).toMatchObject({ ...expected, transcriptId: 'job-1', requestId: 'request-7' });
    expect(error.message).toContain('job-1');
  });

  it('a connection that breaks', async () => {
    await using world = await startWorld({ [postTranscript]: [job('queued')], [getTranscript]: [forever] });
    let closed: Promise<void> | undefined;
    const onProgress: WaitOptions['onProgress'] = ({ stage }) =>
      void (stage === 'processing' && (closed = world.emulator.close()));
    const error = await errorOf(world.client.transcripts.transcribe('http://127.0.0.1:9/a.mp3', {}, { onProgress }));
    await closed;
    expect(error).toMatchObject({ code: 'network', retryable: true, transcriptId: 'job-1' });
  });
});

describe('what onProgress throws ends the call, unchanged', () => {
  it.each(['queued', 'processing', 'completed'])('at %s, when it was told the id', async (stage) => {
    await using world = await startWorld({
      [postTranscript]: [job('queued')],
      [getTranscript]: [job('processing'), job('completed')],
    });
    const thrown = new Error('enough');
    const told: string[] = [];
    const onProgress: WaitOptions['onProgress'] = (progress) => {
      if ('transcriptId' in progress) told.push(progress.transcriptId);
      if (progress.stage === stage) throw thrown;
    };
    const pending = reasonOf(world.client.transcripts.transcribe('http://127.0.0.1:9/a.mp3', {}, { onProgress }));
    expect(await pending).toBe(thrown);
    expect(told.at(-1)).toBe('job-1');
  });
});
