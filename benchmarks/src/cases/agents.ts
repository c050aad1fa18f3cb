import type { Case } from '../case.ts';
import { cpuRows } from '../cpu-rows.ts';
import { type Metrics, type Summary, inFreshProcess, inTurn, longRuns, of, sideBySide, summary } from '../measure.ts';
import type { Row } from '../table.ts';

const slopeSeconds = 60;

/** What a framework of voice agents adds to a stream, beside Deepgram's LiveKit plugin, core and bare `ws`. */
export const agents: Case = async ({ url, tlsUrl }) => {
  const [ws, wss] = [url, tlsUrl].map((one) => one.replace(/^http/, 'ws'));
  return [
    ...(await rows(wss ?? '', 'wss', 1)),
    ...(await rows(wss ?? '', 'wss', 10)),
    ...(await rows(wss ?? '', 'wss', 20)),
    ...(await rows(ws ?? '', 'ws', 20)),
    ...(await slopes(wss ?? '')),
    ...(await commits(wss ?? '')),
  ];
};

async function rows(url: string, scheme: string, streams: number): Promise<Row[]> {
  // Deepgram's plugin works though nothing is sent, and would disturb the others.
  const [pipelines, livekits, deepgrams] = [
    await sideBySide({ sides: ['ours', 'pipeline'], url, streams }),
    await sideBySide({ sides: ['ws', 'livekit'], url, streams }),
    await sideBySide({ sides: ['deepgram'], url, streams, times: longRuns }),
  ];
  const what = `CPU of a stream’s second, ${streams} × ${scheme}`;
  const livekit = { sdk: of('deepgram', deepgrams), ours: of('livekit', livekits) };
  return [
    { what: `LiveKit: ${what}`, unit: 'ms', ...livekit, target: { atMost: 0.5 } },
    ...cpuRows('LiveKit: the same', livekits, { ours: 'livekit', floor: 'ws', is: '`ws`', atMost: 2 }),
    ...cpuRows(`pipeline: ${what}`, pipelines, { ours: 'pipeline', floor: 'ours', is: 'core', atMost: 1.3 }),
  ];
}

async function slopes(url: string): Promise<Row[]> {
  const run = async (side: string) =>
    await inFreshProcess('streaming', { side, url, streams: 20, seconds: slopeSeconds, slope: true }, ['--expose-gc']);
  const [deepgram, livekit, pipeline] = await Promise.all(['deepgram', 'livekit', 'pipeline'].map(run));
  const what = 'heap that a stream gains in a minute, 20 × wss (at most 50)';
  return [
    { what: `LiveKit: ${what}`, unit: 'KiB', sdk: slope(deepgram), ours: slope(livekit) },
    { what: `pipeline: ${what}`, unit: 'KiB', ours: slope(pipeline) },
  ];
}

async function commits(url: string): Promise<Row[]> {
  const { ours } = await inTurn(['ours'], () => inFreshProcess('commit', { url }));
  const what = 'LiveKit: from the service’s final to the user’s turn (at most 50)';
  return [
    { what: `${what}, median`, unit: 'ms', ours: of('medianMs', ours) },
    { what: `${what}, slowest of 8`, unit: 'ms', ours: of('slowestMs', ours) },
  ];
}

function slope(found: Metrics | undefined): Summary {
  return summary([found?.['slopeKiB'] ?? Number.NaN]);
}
