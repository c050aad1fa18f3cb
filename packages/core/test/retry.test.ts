import { createManualClock } from '@earmark/conformance';
import { describe, expect, it } from 'vitest';
import { pauseAfter } from '../src/retry.ts';
import { countOf, errorOf, getTranscript, job, postTranscript, startWorld } from './world.ts';

const dated = (seconds: number): Record<string, string> => ({
  date: 'Wed, 21 Oct 2026 07:28:00 GMT',
  'retry-after': new Date(Date.UTC(2026, 9, 21, 7, 28, seconds)).toUTCString(),
});

describe('Retry-After', () => {
  it.each([
    ['in seconds', { 'retry-after': '7' }],
    ['as a date, which counts from the answer’s own', dated(7)],
  ])('%s is kept to, and not much longer', async (_, headers) => {
    const clock = createManualClock();
    const script = { [getTranscript]: [{ status: 429, headers }, job('completed')] };
    await using world = await startWorld(script, { clock, random: () => 0.5 });
    const pending = world.client.transcripts.get('job-1');
    await clock.somethingSleeps();
    clock.advance(6999);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(countOf(world.emulator, getTranscript)).toBe(1);
    clock.advance(251);
    expect(await pending).toMatchObject({ status: 'completed' });
  });

  it.each([
    ['in seconds', { 'retry-after': '66' }],
    ['as a date', dated(66)],
  ])('beyond 65 s is told at once, %s', async (_, headers) => {
    const busy = { status: 429, headers, times: 'always' } as const;
    const clock = createManualClock();
    await using world = await startWorld({ [getTranscript]: [busy], [postTranscript]: [busy] }, { clock });
    const expected = { code: 'rate_limited', retryable: true, retryAfterMs: 66_000 };
    expect(await errorOf(world.client.transcripts.get('job-1'))).toMatchObject(expected);
    expect(await errorOf(world.client.transcripts.create({ audio_url: 'http://127.0.0.1:9/a' }))).toMatchObject(
      expected,
    );
    expect(world.emulator.journal).toHaveLength(2);
  });
});

describe('the pause after a failure', () => {
  it('is anything up to a bound that doubles, and never more than 8 s', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((failures) => pauseAfter(failures, () => 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000, 8000,
    ]);
    expect(pauseAfter(3, () => 0)).toBe(0);
  });

  it('is never earlier than the service asked', () => {
    expect([0, 0.999].map((random) => pauseAfter(0, () => random, 3000))).toEqual([3000, 3499.5]);
  });
});

it('a failure is tried again five times, and then told', async () => {
  await using world = await startWorld({ [getTranscript]: [{ status: 503, times: 'always' }] });
  expect(await errorOf(world.client.transcripts.get('job-1'))).toMatchObject({ code: 'service', retryable: true });
  expect(countOf(world.emulator, getTranscript)).toBe(6);
});
