import type { Case } from '../case.ts';
import { cpuRows } from '../cpu-rows.ts';
import { type Metrics, type Summary, inFreshProcess, inTurn, longRuns, of, sideBySide, summary } from '../measure.ts';
import type { Row } from '../table.ts';

const seconds = 4;
const slopeSeconds = 60;

/** Streams in real time over TLS and without, an hour at once, and a server that compresses. */
export const streaming: Case = async ({ url, tlsUrl }) => {
  const ws = url.replace(/^http/, 'ws');
  const wss = tlsUrl.replace(/^http/, 'ws');
  return [
    ...(await atOnceRows(wss, 'wss', 1)),
    ...(await atOnceRows(wss, 'wss', 50)),
    ...(await atOnceRows(wss, 'wss', 200)),
    ...(await atOnceRows(ws, 'ws', 50)),
    ...(await deflating(`${wss}/deflate`)),
    ...(await slopes(wss)),
    ...(await bulk(`${wss}/quiet`)),
  ];
};

/** The official SDK takes nothing but wss. */
async function atOnceRows(url: string, scheme: 'ws' | 'wss', streams: number): Promise<Row[]> {
  const sides = scheme === 'ws' ? (['ws', 'ours'] as const) : (['ws', 'sdk', 'ours'] as const);
  const found: Partial<Record<'ws' | 'sdk' | 'ours', readonly Metrics[]>> = await inTurn(
    sides,
    (side) => inFreshProcess('streaming', { side, url, streams, seconds }),
    longRuns,
  );
  const cpu = await sideBySide({ sides, url, streams });
  const { ws = [], sdk, ours = [] } = found;
  const row = (what: string, unit: string, metric: string): Row => ({
    what: `${what}, ${streams} × ${scheme}`,
    unit,
    ...(sdk && { sdk: of(metric, sdk) }),
    ours: of(metric, ours),
    floor: { is: '`ws`', value: of(metric, ws) },
  });
  const cpuSides = { ours: 'ours', sdk: sdk && 'sdk', floor: 'ws', is: '`ws`', atMost: 1.1 };
  return [
    ...cpuRows(`CPU of a stream’s second, ${streams} × ${scheme}`, cpu, cpuSides),
    row('audio to the service, median', 'ms', 'upP50'),
    row('audio to the service, 99th of 100', 'ms', 'upP99'),
    row('turn to the caller, median', 'ms', 'downP50'),
    row('turn to the caller, 99th of 100', 'ms', 'downP99'),
    row('memory of a stream', 'MiB', 'rssMiB'),
  ];
}

async function deflating(url: string): Promise<Row[]> {
  const cpu = await sideBySide({ sides: ['sdk', 'ours'], url, streams: 50 });
  const what = 'CPU of a stream’s second, 50 × wss, a service that compresses';
  return [{ what, unit: 'ms', sdk: of('sdk', cpu), ours: of('ours', cpu), target: { atMost: 0.5 } }];
}

/** One run, of both at once: a minute says more than five seconds do five times. */
async function slopes(url: string): Promise<Row[]> {
  const run = async (side: string) =>
    await inFreshProcess('streaming', { side, url, streams: 50, seconds: slopeSeconds, slope: true }, ['--expose-gc']);
  const [sdk, ours, ws] = await Promise.all(['sdk', 'ours', 'ws'].map(run));
  const what = 'heap that a stream gains in a minute, 50 × wss (at most 50)';
  return [
    { what, unit: 'KiB', sdk: shownSlope(sdk), ours: shownSlope(ours), floor: { is: '`ws`', value: shownSlope(ws) } },
  ];
}

function shownSlope(found: Metrics | undefined): Summary {
  return summary([found?.['slopeKiB'] ?? Number.NaN]);
}

async function bulk(url: string): Promise<Row[]> {
  const found = await inTurn(['ws', 'sdkStream', 'ours'], (side) => inFreshProcess('bulk', { side, url }));
  const row = (what: string, unit: string, metric: string): Row => ({
    what: `${what}, an hour at once`,
    unit,
    sdk: of(metric, found.sdkStream),
    ours: of(metric, found.ours),
    floor: { is: '`ws`', value: of(metric, found.ws) },
  });
  return [
    { ...row('peak memory', 'MiB', 'peakMiB'), target: { atMost: 0.19 } },
    row('CPU of 50 ms of audio', 'µs', 'cpuUs'),
  ];
}
