import type { ScriptedAnswer, ScriptedRequest } from '@earmark/emulator';
import { createJumpingClock } from '@earmark/conformance';
import { expect, it } from 'vitest';
import { type CompletedTranscript, EarmarkError } from '../src/index.ts';
import { asSomebodyElse, hearing, html, jobsAt, postTranscript, recording, startWorld } from './world.ts';

const seed = Number(process.env['EARMARK_SEED'] ?? 20_261);
const scripts = Number(process.env['EARMARK_SCRIPTS'] ?? 300);
const atOnce = 20;

it(`however the service fails, no job is lost, none is paid for twice, and none waited for too long (seed ${seed})`, async () => {
  const seeds = Array.from({ length: scripts }, (_, at) => seed + at);
  const counts: Record<string, number> = {};
  const broken: string[] = [];
  async function work(): Promise<void> {
    for (let one = seeds.pop(); one !== undefined; one = seeds.pop()) {
      const { outcome, wrong } = await play(one);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      broken.push(...wrong.map((reason) => `EARMARK_SEED=${one} EARMARK_SCRIPTS=1: ${reason}`));
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  expect(broken).toEqual([]);
  if (scripts < 100) return;
  // What only ever went one way would show nothing.
  expect(counts['completed']).toBeGreaterThan(scripts / 10);
  expect(Object.keys(counts).length).toBeGreaterThan(3);
});

/** How one call ended, and how long it took. */
interface End {
  readonly value: CompletedTranscript | undefined;
  readonly error: unknown;
  readonly tookMs: number;
}

/** Has one recording transcribed, or twice at once, while everything fails, and tells what is wrong with how it ended. */
async function play(one: number): Promise<{ readonly outcome: string; readonly wrong: readonly string[] }> {
  const random = randomOf(one);
  const clock = createJumpingClock({ idleMs: 1000 });
  const calls = random() < 0.3 ? 2 : 1;
  const timeoutMs = random() < 0.2 ? Math.ceil(random() * 30_000) : 3_600_000;
  const faults = faultsOf(random, calls === 1 ? 60 : 2);
  await using world = await startWorld(faults, { clock, random: randomOf(-one) }, hearing);
  const audio = await world.client.files.upload(recording).catch(() => recording);

  async function transcribe(): Promise<End> {
    const startMs = clock.now();
    const ended = world.client.transcripts.transcribe(audio, {}, { timeoutMs });
    return await ended.then(
      (value) => ({ value, error: undefined, tookMs: clock.now() - startMs }),
      (error: unknown) => ({ value: undefined, error, tookMs: clock.now() - startMs }),
    );
  }

  const ends = await Promise.all(Array.from({ length: calls }, transcribe));
  const jobs = (await jobsAt(world.emulator)).map(({ id }) => id);
  const wrong = wrongWith(ends, jobs, timeoutMs);
  return { outcome: EarmarkError.is(ends[0]?.error) ? ends[0].error.code : 'completed', wrong };
}

function wrongWith(ends: readonly End[], jobs: readonly string[], timeoutMs: number): string[] {
  const wrong: string[] = [];
  const named = ends.map(idOf).filter((id) => id !== undefined);
  if (jobs.length > ends.length) wrong.push(`${jobs.length} jobs for ${ends.length} calls`);
  if (new Set(named).size < named.length) wrong.push('two calls share a job');
  if (named.some((id) => !jobs.includes(id))) wrong.push('a job is named that is not there');
  const lost = jobs.filter((id) => !named.includes(id));
  for (const { value, error, tookMs } of ends) {
    if (tookMs > timeoutMs) wrong.push(`it took ${tookMs} of ${timeoutMs} ms`);
    if (value !== undefined && (value.status !== 'completed' || value.text !== 'Good morning.')) wrong.push('no words');
    if (value === undefined && !EarmarkError.is(error)) wrong.push(`no EarmarkError: ${String(error)}`);
  }
  // Whose answer was lost for good cannot know the id, and says so.
  const warned = ends.filter(
    ({ error }) => EarmarkError.is(error) && /may (?:exist|be one of)|transcripts\.list/.test(error.message),
  );
  if (lost.length > warned.length) wrong.push(`a job is lost: ${ends.map(({ error }) => String(error)).join('; ')}`);
  return wrong;
}

function idOf({ value, error }: End): string | undefined {
  return value?.id ?? (EarmarkError.is(error) ? error.transcriptId : undefined);
}

type Random = () => number;

/** Answers of a service that fails often, or nearly always, in every way it can without telling a lie. */
function faultsOf(
  random: Random,
  longestAfterSeconds: number,
): (request: ScriptedRequest) => ScriptedAnswer | undefined {
  const often = [0.1, 0.3, 0.6, 0.85][Math.floor(random() * 4)] ?? 0.3;
  const retryAfter = (): Record<string, string> => ({
    'retry-after': String(Math.floor(random() * longestAfterSeconds)),
  });
  const anywhere: readonly (() => ScriptedAnswer)[] = [
    () => ({ reset: 'before-body' }),
    () => ({ reset: 'after-body' }),
    () => ({ truncate: Math.floor(random() * 60) }),
    () => ({ afterwards: 'reset' }),
    () => ({ status: 429, headers: retryAfter() }),
    () => ({ status: 429 }),
    () => ({ status: 500, body: { error: 'Internal server error' } }),
    () => ({ status: 503, ...html }),
    () => ({ status: 503, headers: retryAfter() }),
    () => ({ status: 408 }),
    () => ({ status: 500, afterwards: 'answer' }),
    () => ({ status: 200, body: '{"id":"jo', afterwards: 'answer' }),
  ];
  const rare: readonly (() => ScriptedAnswer)[] = [
    () => ({ hang: true }),
    () => ({ afterwards: 'hang' }),
    () => ({ status: 200, body: {}, afterwards: 'answer' }),
    () => ({ status: 401, body: { error: 'Authentication error' } }),
    () => ({ status: 400, body: { error: 'no' } }),
    () => ({ status: 429, headers: { 'retry-after': '3600' } }),
  ];
  return ({ route, path }) => {
    // The test itself looks, too.
    if (path === asSomebodyElse || random() >= often) return undefined;
    if (route === postTranscript && random() < 0.05) return { job: { error: 'It is no audio.' } };
    const kinds = random() < 0.12 ? rare : anywhere;
    return kinds[Math.floor(random() * kinds.length)]?.();
  };
}

/** Numbers from 0 up to 1, the same ones for the same seed. */
function randomOf(start: number): Random {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
