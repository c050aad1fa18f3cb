import type { Case } from '../case.ts';
import { atOnce, inFreshProcess, of, runs, summary } from '../measure.ts';
import type { Row } from '../table.ts';

// Time is real, as the SDK knows no other: so every job has a client of its own, which neither learns nor shares looks,
// and all wait at once. They share the machine, but hardly use it.
const clients = 40;
const shortest = 0.2;

/** What is lost between a job's end and the caller's hearing of it, and what hearing of it costs. */
export const wait: Case = async ({ url }) => {
  const found = await atOnce(['sdk', 'ours', 'learned', 'sdkShort', 'oursShort'], (name, run) => {
    const side = name.startsWith('sdk') ? 'sdk' : 'ours';
    const times = timesMs(name.endsWith('Short') ? 2 : 30, run);
    const learned = name === 'learned';
    // Eight at a time on one client: from ten on, it would look at them together, as the fleet does.
    const jobs = learned ? eights(times) : times.map((ms) => [ms]);
    return inFreshProcess('wait', { side, url, key: `wait-${name}-${run}`, clients: jobs, learned });
  });
  return [
    ...rows('jobs of 0.2 to 30 s', found.sdk, found.ours, { waste: 0.35, looks: 1.7 }),
    ...rows('the same, after 8 such jobs', found.sdk, found.learned, { waste: 0.35, looks: 1.7 }),
    ...rows('jobs of 0.2 to 2 s', found.sdkShort, found.oursShort, { waste: 0.15 }).slice(0, 1),
  ];
};

function rows(
  what: string,
  sdk: Parameters<typeof of>[1],
  ours: Parameters<typeof of>[1],
  target: { waste: number; looks?: number },
): Row[] {
  const [sdkLooks, ourLooks] = [of('looks', sdk), of('looks', ours)];
  const sdkWaste = of('wasteMs', sdk);
  const leastWaste = summary([leastProduct / ourLooks.median]);
  const fewestLooks = summary([leastProduct / (target.waste * sdkWaste.median)]);
  return [
    {
      what: `wasted, ${what}`,
      unit: 'ms',
      sdk: sdkWaste,
      ours: of('wasteMs', ours),
      target: { atMost: target.waste },
      ...(target.looks && { floor: { is: 'with as many GETs', value: leastWaste } }),
    },
    {
      what: `looks, ${what}`,
      unit: 'GETs',
      sdk: sdkLooks,
      ours: ourLooks,
      ...(target.looks && {
        target: { atMost: target.looks },
        floor: { is: `for ${target.waste}x of the waste`, value: fewestLooks },
      }),
    },
  ];
}

/**
 * The least that wasted milliseconds times looks can be, knowing that jobs are uniform up to 30 s and nothing more.
 *
 * Their hazard at `t` is 1 / (30 - t), so the best pause is k * sqrt(30 - t): it wastes k * sqrt(30) / 3 = 1.826 k seconds
 * and looks 2 / 3 * sqrt(30) / k = 3.65 / k times, whatever k is.
 */
const leastProduct = 1.826 * 3.65 * 1000;

/** Spread evenly, so that few are as good as many; another set in each run, the same for both sides. */
function timesMs(longest: number, run: number): number[] {
  const step = (longest - shortest) / clients;
  return Array.from({ length: clients }, (_, at) => Math.round((shortest + (at + (run + 0.5) / runs) * step) * 1000));
}

function eights(times: readonly number[]): number[][] {
  const groups = clients / 8;
  return Array.from({ length: groups }, (_, group) => times.filter((_ms, at) => at % groups === group));
}
