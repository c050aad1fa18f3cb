import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { Case } from '../case.ts';
import { type Metrics, type Summary, atOnce, inFreshProcess, inTurn, of, runNode, runs } from '../measure.ts';
import type { Provider } from '../subjects/ai-sdk.ts';

const sides: readonly Provider[] = ['theirs', 'ours'];
const jobs = 40;
const shortest = 0.2;
const longest = 30;
const recordingMiB = 64;

/**
 * `transcribe()` of the AI SDK with two providers: what is lost after a job's end, what a recording on the web costs this
 * machine, and how long the provider takes to be imported.
 */
export const aiSdk: Case = async ({ url }) => {
  const imported = await inTurn(['theirs', 'ours', 'floor'], (side) => importMs(packages[side]));
  const waited = await atOnce(sides, (side, run) =>
    inFreshProcess('ai-sdk', { side, url, key: `ai-sdk-${side}-${run}`, jobs: timesMs(run).map((ms) => ({ ms })) }),
  );
  await using web = await startWeb();
  const fetched = await inTurn(sides, (side, run) => {
    const job = { ms: 0, recording: `${web.url}/0.mp3` };
    return inFreshProcess('ai-sdk', { side, url, key: `ai-sdk-web-${side}-${run}`, jobs: [job] });
  });
  const of64 = `a recording of ${recordingMiB} MiB on the web`;
  return [
    {
      what: 'AI SDK, import of the provider',
      unit: 'ms',
      ...both(imported, 'importMs'),
      target: { atMost: 1 },
      floor: { is: '@ai-sdk/provider alone', value: of('importMs', imported.floor) },
    },
    {
      what: 'AI SDK, wasted, jobs of 0.2 to 30 s',
      unit: 'ms',
      ...both(waited, 'wasteMs'),
      target: { atMost: 0.5 },
    },
    { what: 'AI SDK, looks, jobs of 0.2 to 30 s', unit: 'GETs', ...both(waited, 'looks') },
    { what: `AI SDK, ${of64}, time`, unit: 'ms', ...both(fetched, 'totalMs'), target: { atMost: 0.5 } },
    { what: `AI SDK, ${of64}, peak memory`, unit: 'MiB', ...both(fetched, 'peakMiB'), target: { atMost: 0.6 } },
  ];
};

function both(found: Record<Provider, readonly Metrics[]>, metric: string): { sdk: Summary; ours: Summary } {
  return { sdk: of(metric, found.theirs), ours: of(metric, found.ours) };
}

const packages = { theirs: '@ai-sdk/assemblyai', ours: '@earmark/ai-sdk', floor: '@ai-sdk/provider' } as const;

async function importMs(name: string): Promise<Metrics> {
  const script = `
    const startedMs = performance.now();
    await import(${JSON.stringify(name)});
    process.stdout.write(JSON.stringify({ importMs: performance.now() - startedMs }), () => process.exit());
  `;
  return await runNode(['--input-type=module', '--eval', script]);
}

/** Spread evenly, another set in each run, the same for both sides. */
function timesMs(run: number): number[] {
  const step = (longest - shortest) / jobs;
  return Array.from({ length: jobs }, (_, at) => Math.round((shortest + (at + (run + 0.5) / runs) * step) * 1000));
}

/** Serves a recording, as a web server would. */
async function startWeb(): Promise<{ readonly url: string } & AsyncDisposable> {
  const bytes = Buffer.alloc(recordingMiB * 2 ** 20, 7);
  const server: Server = createServer((_, response) => {
    response.setHeader('content-type', 'audio/mpeg');
    response.end(bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
