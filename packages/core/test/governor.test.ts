import { createManualClock, observeNow } from '@earmark/conformance';
import { describe, expect, it } from 'vitest';
import { createGovernor } from '../src/governor.ts';
import { countOf, getTranscript, job, startWorld } from './world.ts';

describe('the governor', () => {
  it('lets a burst through at once, and then so many per second', async () => {
    const clock = createManualClock();
    const governor = createGovernor(clock, { perSecond: 10, burst: 3 });
    const turns = Array.from({ length: 6 }, () => governor.turn());
    const passed = async (): Promise<number> =>
      (await Promise.all(turns.map((turn) => observeNow(turn)))).filter((seen) => seen !== undefined).length;
    expect(await passed()).toBe(3);
    clock.advance(100);
    expect(await passed()).toBe(4);
    clock.advance(200);
    expect(await passed()).toBe(6);
  });

  it('saves up no more than a burst', async () => {
    const clock = createManualClock();
    const governor = createGovernor(clock, { perSecond: 10, burst: 2 });
    clock.advance(3_600_000);
    const turns = Array.from({ length: 3 }, () => governor.turn());
    const seen = await Promise.all(turns.map((turn) => observeNow(turn)));
    expect(seen.map((one) => one !== undefined)).toEqual([true, true, false]);
  });

  it('gives the turn of who is aborted to the next', async () => {
    const clock = createManualClock();
    const governor = createGovernor(clock, { perSecond: 1, burst: 1 });
    await governor.turn();
    const stop = new AbortController();
    const aborted = governor.turn(stop.signal).catch((error: unknown) => error);
    stop.abort('enough');
    expect(await aborted).toBe('enough');
    const next = governor.turn();
    clock.advance(1000);
    expect(await observeNow(next)).toBeDefined();
  });

  it('holds back a client’s requests, and its answer is the same', async () => {
    const clock = createManualClock();
    const script = { [getTranscript]: [{ ...job('completed'), times: 'always' as const }] };
    await using world = await startWorld(script, { clock, requestsPerSecond: 5 });
    const many = Array.from({ length: 1001 }, () => world.client.transcripts.get('job-1'));
    await Promise.all(many.slice(0, 1000));
    expect(countOf(world.emulator, getTranscript)).toBe(1000);
    await clock.somethingSleeps();
    clock.advance(200);
    expect(await many[1000]).toMatchObject({ status: 'completed' });
  });

  it('is away where no rate is wanted', async () => {
    const governor = createGovernor(createManualClock(), { perSecond: Number.POSITIVE_INFINITY, burst: 0 });
    expect(await observeNow(governor.turn())).toBeDefined();
  });
});
