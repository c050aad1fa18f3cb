import type { ScriptedAnswer } from '@earmark/emulator';
import { createJumpingClock } from '@earmark/conformance';
import { describe, expect, it } from 'vitest';
import { type World, countOf, getTranscript, hearing, job, reasonOf, startWorld } from '../world.ts';

const list = 'GET /v2/transcript';
const names = Array.from({ length: 12 }, (_, at) => `job-${at}`);

/** A service of a script's own: jobs that are processing until their time has come, and the list that shows them. */
function startService(options: {
  readonly doneAtLook: number;
  readonly listed?: readonly string[];
  readonly list?: (count: number, rows: object[]) => ScriptedAnswer;
}): Promise<World> {
  let lists = 0;
  const statusNow = (): string => (lists >= options.doneAtLook ? 'completed' : 'processing');
  const row = (id: string): object => ({
    id,
    status: statusNow(),
    created: '2026-01-01T00:00:00',
    audio_url: 'http://a',
  });
  const script = ({ route, path }: { route: string | undefined; path: string }): ScriptedAnswer => {
    if (route !== list) return job(statusNow(), { id: path.split('/').at(-1) });
    lists += 1;
    const rows = (options.listed ?? names).map(row);
    return options.list?.(lists, rows) ?? page(rows);
  };
  return startWorld(script, { clock: createJumpingClock({ idleMs: 300 }), random: () => 0.5 }, hearing);
}

function page(transcripts: object[]): ScriptedAnswer {
  const page_details = {
    limit: 200,
    result_count: transcripts.length,
    current_url: '',
    prev_url: null,
    next_url: null,
  };
  return { status: 200, body: { page_details, transcripts } };
}

function stale(_: number, rows: object[]): ScriptedAnswer {
  return page(rows.map((row) => ({ ...row, status: 'processing' })));
}

const looksPerJob = ({ emulator }: World): number => countOf(emulator, getTranscript) / names.length;

describe('ten and more jobs that wait', () => {
  it('are looked at with one list, and each by itself only at its beginning and end', async () => {
    await using world = await startService({ doneAtLook: 6 });
    const done = await Promise.all(names.map((id) => world.client.transcripts.wait(id)));
    expect(done.map(({ id }) => id)).toEqual(names);
    expect(countOf(world.emulator, list)).toBe(6);
    expect(looksPerJob(world)).toBe(2);
  });

  it('that the list’s page does not show are looked at by themselves', async () => {
    await using world = await startService({ doneAtLook: 6, listed: names.slice(1) });
    await Promise.all(names.map((id) => world.client.transcripts.wait(id)));
    const ofTheMissing = world.emulator.journal.filter(({ path }) => path === '/v2/transcript/job-0');
    expect(ofTheMissing.length).toBeGreaterThan(2);
    expect(countOf(world.emulator, getTranscript) - ofTheMissing.length).toBe(2 * (names.length - 1));
  });

  it('are found done although the list goes on showing them as they were', async () => {
    await using world = await startService({ doneAtLook: 3, list: stale });
    const done = await Promise.all(names.map((id) => world.client.transcripts.wait(id)));
    expect(done).toHaveLength(names.length);
    expect(looksPerJob(world)).toBeLessThan(4);
  });

  it.each<[string, ScriptedAnswer]>([
    ['fails', { status: 500 }],
    ['hangs', { hang: true }],
    ['is refused', { status: 403 }],
    ['is garbage', { status: 200, body: '<html>' }],
  ])('do without a list that %s', async (_, answer) => {
    await using world = await startService({ doneAtLook: 3, list: () => answer });
    const done = await Promise.all(names.map((id) => world.client.transcripts.wait(id, { timeoutMs: 120_000 })));
    expect(done).toHaveLength(names.length);
    expect(looksPerJob(world)).toBeGreaterThanOrEqual(2);
  });

  it('go on when one of them is aborted, which hears it at once', async () => {
    const stop = new AbortController();
    const abortThen = (count: number, rows: object[]): ScriptedAnswer => {
      if (count === 2) stop.abort('enough');
      return page(rows);
    };
    await using world = await startService({ doneAtLook: 4, list: abortThen });
    const [first = '', ...others] = names;
    const aborted = reasonOf(world.client.transcripts.wait(first, { signal: stop.signal }));
    const done = Promise.all(others.map((id) => world.client.transcripts.wait(id)));
    expect(await aborted).toBe('enough');
    expect(await done).toHaveLength(others.length);
  });

  it('end each by its own timeout, and then nothing asks any more', async () => {
    await using world = await startService({ doneAtLook: Number.POSITIVE_INFINITY });
    const ends = await Promise.all(
      names.map((id) => reasonOf(world.client.transcripts.wait(id, { timeoutMs: 20_000 }))),
    );
    expect(ends).toMatchObject(names.map((transcriptId) => ({ code: 'timeout', transcriptId })));
    const asked = world.emulator.journal.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(world.emulator.journal).toHaveLength(asked);
  });
});
