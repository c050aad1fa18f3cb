import type { Case } from '../case.ts';
import { type Metrics, type Summary, inFreshProcess, inTurn, of, ratioOf, sideBySide, summary } from '../measure.ts';
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
  const [cpu, livekits, deepgrams] = [
    await sideBySide({ sides: ['ours', 'pipeline'], url, streams }),
    await sideBySide({ sides: ['ws', 'livekit'], url, streams }),
    await sideBySide({ sides: ['deepgram'], url, streams }),
  ];
  const what = `CPU of a stream’s second, ${streams} × ${scheme}`;
  const livekit = { unit: 'ms', sdk: of('deepgram', deepgrams), ours: of('livekit', livekits) };
  return [
    { what: `LiveKit: ${what}`, ...livekit, target: { atMost: 0.5 } },
    {
      what: `LiveKit: the same`,
      unit: 'ms',
      ours: livekit.ours,
      target: { atMost: 2, ofFloor: true },
      floor: { is: '`ws`', value: of('ws', livekits) },
      ofFloor: ratioOf('livekit', 'ws', livekits),
    },
    {
      what: `pipeline: ${what}`,
      unit: 'ms',
      ours: of('pipeline', cpu),
      target: { atMost: 1.3, ofFloor: true },
      floor: { is: 'core', value: of('ours', cpu) },
      ofFloor: ratioOf('pipeline', 'ours', cpu),
    },
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
