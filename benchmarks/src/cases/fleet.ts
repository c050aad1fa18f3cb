import type { Case } from '../case.ts';
import { atOnce, inFreshProcess, of, runs, summary } from '../measure.ts';

const jobs = 200;

/** Two hundred jobs of 5 to 25 s, waited for at once by one client. */
export const fleet: Case = async ({ url }) => {
  const found = await atOnce(['sdk', 'ours'], (side, run) => {
    const timesMs = Array.from(
      { length: jobs },
      (_, at) => 5000 + Math.round(((at + (run + 0.5) / runs) / jobs) * 20_000),
    );
    return inFreshProcess('wait', { side, url, key: `fleet-${side}-${run}`, clients: [timesMs], learned: false });
  });
  const rows = [
    { what: 'wasted', unit: 'ms', metric: 'wasteMs', target: { atMost: 0.2 } },
    { what: 'requests', unit: 'GETs', metric: 'requests', target: { atMost: 0.25 } },
    { what: 'CPU', unit: 'ms', metric: 'cpuMs' },
  ];
  return rows.map(({ what, metric, ...row }) => ({
    ...row,
    what: `${what}, 200 jobs at once`,
    sdk: of(metric, found.sdk),
    ours: of(metric, found.ours),
    ...(metric === 'requests' && { floor: { is: 'one a job', value: summary([jobs]) } }),
  }));
};
