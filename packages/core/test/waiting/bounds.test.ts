import { createJumpingClock } from '@earmark/conformance';
import { describe, expect, it } from 'vitest';
import { type WaitOptions, createClient } from '../../src/index.ts';
import { countOf, errorOf, getTranscript, hearing, job, key, postTranscript, recording, startWorld } from '../world.ts';

const hangs = { hang: true, times: 'always' } as const;

describe('a poll that hangs', () => {
  it('is given up within 10 s, and asked again', async () => {
    const clock = createJumpingClock({ idleMs: 1500 });
    await using world = await startWorld({ [getTranscript]: [{ hang: true }, job('completed')] }, { clock });
    await world.client.transcripts.wait('job-1');
    expect(clock.now()).toBeLessThanOrEqual(10_500);
    expect(countOf(world.emulator, getTranscript)).toBe(2);
  });
});

describe('timeoutMs', () => {
  it('bounds looks that hang', async () => {
    const clock = createJumpingClock({ idleMs: 300 });
    await using world = await startWorld({ [getTranscript]: [hangs] }, { clock });
    const error = await errorOf(world.client.transcripts.wait('job-1', { timeoutMs: 25_000 }));
    expect(error).toMatchObject({ code: 'timeout', transcriptId: 'job-1' });
    expect(clock.now()).toBe(25_000);
  });

  it('bounds one look that hangs, and is shorter than its deadline', async () => {
    const clock = createJumpingClock({ idleMs: 300 });
    await using world = await startWorld({ [getTranscript]: [hangs] }, { clock });
    await errorOf(world.client.transcripts.wait('job-1', { timeoutMs: 700 }));
    expect(clock.now()).toBe(700);
  });

  it.each([
    ['an upload', 'POST /v2/upload'],
    ['a submission', postTranscript],
  ])('bounds %s that hangs, and no job is asked for after it', async (_, route) => {
    const clock = createJumpingClock({ idleMs: 300 });
    await using world = await startWorld({ [route]: [hangs] }, { clock }, hearing);
    const error = await errorOf(world.client.transcripts.transcribe(recording, {}, { timeoutMs: 5000 }));
    expect(error).toMatchObject({ code: 'timeout', retryable: true, transcriptId: undefined });
    expect(error.message).toContain('transcripts.list()');
    expect(clock.now()).toBe(5000);
    expect(countOf(world.emulator, route)).toBe(1);
  });

  it('bounds a service that asks to be left alone for longer', async () => {
    const clock = createJumpingClock();
    const busy = { status: 429, headers: { 'retry-after': '60' }, times: 'always' } as const;
    await using world = await startWorld({ [getTranscript]: [busy] }, { clock });
    const error = await errorOf(world.client.transcripts.wait('job-1', { timeoutMs: 5000 }));
    expect(error).toMatchObject({ code: 'timeout', transcriptId: 'job-1' });
    expect(clock.now()).toBe(5000);
  });
});

describe('a number that is none', () => {
  it.each<[string, WaitOptions]>([
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['timeoutMs', { timeoutMs: -1 }],
    ['timeoutMs', { timeoutMs: '5' as unknown as number }],
    ['pollIntervalMs', { pollIntervalMs: Number.NaN }],
    ['pollIntervalMs', { pollIntervalMs: null as unknown as number }],
  ])('is refused before anything is sent, naming `%s`', async (field, options) => {
    await using world = await startWorld();
    const { transcripts } = world.client;
    for (const call of [
      transcripts.wait('job-1', options),
      transcripts.transcribe(recording, {}, options),
      transcripts.redactedAudio('job-1', options),
    ]) {
      const error = await errorOf(call);
      expect(error.code).toBe('invalid');
      expect(error.message).toContain(`\`${field}\``);
    }
    expect(world.emulator.journal).toEqual([]);
  });

  it.each([Number.NaN, 0, -1])('of requests per second is refused: %j', (requestsPerSecond) => {
    expect(() => createClient({ apiKey: key, requestsPerSecond })).toThrow('`requestsPerSecond`');
  });
});
