import type { Case } from '../case.ts';
import { inFreshProcess, inTurn, of } from '../measure.ts';
import type { Row } from '../table.ts';

/** What asking for a small transcript costs the client's CPU. */
export const smallGet: Case = async ({ url, tlsUrl }) => [
  await row('small GET, http, one at a time', { url, concurrency: 1 }, 0.33),
  await row('small GET, http, 32 at once', { url, concurrency: 32 }),
  await row('small GET, https, 32 at once', { url: tlsUrl, concurrency: 32 }, 0.26),
];

async function row(what: string, params: { url: string; concurrency: number }, atMost?: number): Promise<Row> {
  const found = await inTurn(['sdk', 'ours', 'floor'], (side) => inFreshProcess('small-get', { side, ...params }));
  return {
    what,
    unit: 'µs CPU',
    sdk: of('cpuUs', found.sdk),
    ours: of('cpuUs', found.ours),
    ...(atMost !== undefined && { target: { atMost } }),
    floor: { is: 'undici.request', value: of('cpuUs', found.floor) },
  };
}
