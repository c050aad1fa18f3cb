import { describe, expect, it } from 'vitest';
import { type Hint, type PollPlan, createPollPlan } from '../../src/waiting/plan.ts';

interface Job {
  readonly tookMs: number;
  readonly hint: Hint;
}

interface Outcome {
  readonly wasteSeconds: number;
  readonly looks: number;
}

// Numerical Recipes' generator: the same jobs in every run.
function createRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 2 ** 32;
}

const random = createRandom(7);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Jobs as the service has them: some seconds, and some hundredths of the audio, give or take a third. */
function serviceJob(): Job {
  const audioSeconds = 30 * 480 ** random();
  const tookMs = 1000 * (4 + 0.01 * audioSeconds) * Math.exp(0.3 * normal());
  return { tookMs, hint: { audioBytes: audioSeconds * 16_000 } };
}

function waited(jobs: readonly Job[], planFor: () => PollPlan): Outcome {
  let [wasteMs, looks] = [0, 0];
  for (const { tookMs, hint } of jobs) {
    const plan = planFor();
    let elapsedMs = 0;
    for (; elapsedMs < tookMs; looks += 1) elapsedMs += plan.pauseMs(elapsedMs, hint);
    wasteMs += elapsedMs - tookMs;
    plan.learn(elapsedMs, hint);
  }
  return { wasteSeconds: wasteMs / 1000 / jobs.length, looks: looks / jobs.length };
}

/** At once, and every three seconds: what the `assemblyai` SDK does. */
function waitedBySdk(jobs: readonly Job[]): Outcome {
  const pauses = jobs.map(({ tookMs }) => Math.ceil(tookMs / 3000));
  const wasteMs = jobs.reduce((sum, { tookMs }, at) => sum + (pauses[at] ?? 0) * 3000 - tookMs, 0);
  const looks = pauses.reduce((sum, count) => sum + count + 1, 0);
  return { wasteSeconds: wasteMs / 1000 / jobs.length, looks: looks / jobs.length };
}

describe('a plan of looks', () => {
  it('wastes little of a short job, although nothing is known of it', () => {
    const jobs = Array.from({ length: 2000 }, () => ({ tookMs: 200 + 1800 * random(), hint: {} }));
    expect(waited(jobs, () => createPollPlan(random)).wasteSeconds).toBeLessThan(0.15);
  });

  it('wastes a third of what fixed pauses do, for 1.7 times the looks, once it has seen a few jobs', () => {
    const jobs = Array.from({ length: 4000 }, serviceJob);
    const plan = createPollPlan(random);
    const [ours, sdk] = [waited(jobs, () => plan), waitedBySdk(jobs)];
    expect(ours.wasteSeconds / sdk.wasteSeconds).toBeLessThan(0.35);
    expect(ours.looks / sdk.looks).toBeLessThan(1.7);
  });

  it('believes a service that has become faster', () => {
    const plan = createPollPlan(random);
    const slow = Array.from({ length: 100 }, () => ({ tookMs: 60_000, hint: {} }));
    const fast = Array.from({ length: 200 }, () => ({ tookMs: 1500 + 200 * random(), hint: {} }));
    waited(slow, () => plan);
    waited(fast, () => plan);
    expect(waited(fast, () => plan).wasteSeconds).toBeLessThan(0.3);
  });

  it('never pauses for less than a tenth of a second, or more than three', () => {
    const plans = [createPollPlan(() => 0), createPollPlan(() => 0.999)];
    for (const [at, plan] of plans.entries()) {
      for (let jobs = 0; jobs < 5; jobs += 1) plan.learn(10 ** (1 + 2 * at), {});
      for (let elapsedMs = 0; elapsedMs < 1e8; elapsedMs = elapsedMs * 1.5 + 1) {
        for (const hint of [{}, { audioBytes: 0 }, { audioBytes: 2.2e9 }]) {
          const pauseMs = plan.pauseMs(elapsedMs, hint);
          expect(pauseMs).toBeGreaterThanOrEqual(100);
          expect(pauseMs).toBeLessThanOrEqual(3000);
        }
      }
    }
  });

  it('is jittered by a tenth, so that clients that started together do not stay so', () => {
    const [low, high] = [createPollPlan(() => 0).pauseMs(30_000, {}), createPollPlan(() => 1).pauseMs(30_000, {})];
    expect([low, high]).toEqual([900, 1100]);
  });
});
