/** What is known about a job that says how long it may take. */
export interface Hint {
  /** Bytes of its audio, where they were sent from here. */
  readonly audioBytes?: number | undefined;
}

/** When to look at a job next; learns from every job that this client has seen end. */
export interface PollPlan {
  /** Milliseconds until the next look, for a job submitted `elapsedMs` ago. */
  pauseMs(elapsedMs: number, hint: Hint): number;
  learn(tookMs: number, hint: Hint): void;
}

const shortestMs = 100;
const longestMs = 3000;

// A look is worth 60 ms of waiting: a third of the SDK's waste for half as many looks again, where jobs spread by a third.
const lookCostSeconds = 0.06;
const enoughJobs = 3;
// Remembers about this many jobs: a service that gets faster in the evening is believed.
const memory = 30;

/**
 * Plans looks by how likely a job is to end soon.
 *
 * Takes the time of a job to be log-normal. Waiting `d` seconds between looks wastes `d / 2` of them, and a look costs
 * something too: with a hazard `h`, the best pause is `sqrt(2 * cost / h)`. Until a few jobs have been seen, pauses come
 * from a table instead: short at first, as clips are done in a second or two, then a second, then three.
 */
export function createPollPlan(random: () => number): PollPlan {
  let seen = 0;
  let mean = 0;
  let variance = 0.6 ** 2;
  return {
    pauseMs(elapsedMs, hint) {
      const seconds = elapsedMs / 1000;
      const { expected, told } = expectedSeconds(hint);
      const learned = seen >= enoughJobs;
      const planned = plannedPause(seconds, Math.log(expected) + mean, Math.max(0.15, Math.sqrt(variance)));
      const pause = learned ? planned : told && expected > 15 ? planned : tablePause(seconds);
      const jittered = pause * 1000 * (0.9 + 0.2 * random());
      return Math.min(longestMs, Math.max(shortestMs, jittered));
    },
    learn(tookMs, hint) {
      const off = Math.log(Math.max(50, tookMs) / 1000) - Math.log(expectedSeconds(hint).expected);
      seen += 1;
      const weight = 1 / Math.min(seen, memory);
      const away = off - mean;
      mean += weight * away;
      variance = (1 - weight) * (variance + weight * away * away);
    },
  };
}

// Published: 63 minutes in 35 s, 195 in 133 s, 501 in 300 s; 70 s of audio in 5 to 12 s. Recordings hold some 16 kB a
// second, give or take half: mp3 less, wav more.
function expectedSeconds({ audioBytes }: Hint): { expected: number; told: boolean } {
  if (audioBytes === undefined) return { expected: 8, told: false };
  return { expected: 4 + 0.01 * (audioBytes / 16_000), told: true };
}

function tablePause(seconds: number): number {
  if (seconds < 3) return 0.1 + 0.15 * seconds;
  if (seconds < 60) return 1;
  return seconds < 180 ? 2 : 3;
}

// The longest pause that is still right when it is over: a job may become likely to end meanwhile.
function plannedPause(seconds: number, mu: number, sigma: number): number {
  let pause = shortestMs / 1000;
  for (let longer = pause; longer * 1000 <= longestMs; longer *= 1.15) {
    if (longer > bestPause(seconds + longer, mu, sigma)) break;
    pause = longer;
  }
  return pause;
}

function bestPause(seconds: number, mu: number, sigma: number): number {
  const z = (Math.log(Math.max(0.05, seconds)) - mu) / sigma;
  // Far out the tail's hazard is that of its asymptote, and the quotient of two tiny numbers is no more.
  const ratio = z > 5 ? z : Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / upperTail(z);
  const hazard = ratio / (Math.max(0.05, seconds) * sigma);
  return Math.sqrt((2 * lookCostSeconds) / Math.max(hazard, 1e-9));
}

// Abramowitz and Stegun 26.2.17, good to seven digits.
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
