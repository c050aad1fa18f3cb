import { transcribe } from 'ai';
import { peakRssMiB, subject } from './subject.ts';

/** Whose provider: `@ai-sdk/assemblyai`, or Earmark's. */
export type Provider = 'theirs' | 'ours';

interface Job {
  /** How long the service takes for it. */
  readonly ms: number;
  /** Where the recording is; without it, a kilobyte is at hand. */
  readonly recording?: string;
}

interface Params {
  readonly side: Provider;
  readonly url: string;
  /** Names the account: the service counts its requests. */
  readonly key: string;
  /** All at once. */
  readonly jobs: readonly Job[];
}

type Transcribed = Awaited<ReturnType<typeof transcribe>>;

void subject(async ({ side, url, key, jobs }: Params) => {
  const startedMs = performance.now();
  // Each job has a provider and an account of its own, which neither learn nor share looks.
  const wastes = await Promise.all(
    jobs.map(async (job, at) => wasteOf(await run(side, url, { ...job, key: `${key}-${at}` }))),
  );
  const totalMs = performance.now() - startedMs;
  const looks = await Promise.all(jobs.map((_, at) => looksOf(url, `${key}-${at}`)));
  return { totalMs, wasteMs: sum(wastes) / jobs.length, looks: sum(looks) / jobs.length, peakMiB: peakRssMiB() };
});

async function run(side: Provider, url: string, { ms, recording, key }: Job & { key: string }): Promise<Transcribed> {
  if (side === 'ours') {
    const { createEarmark } = await import('@earmark/ai-sdk');
    const audio = new URL(recording ?? `http://audio/${ms}.mp3`);
    return await transcribe({ model: createEarmark({ apiKey: key, baseURL: url }).transcription(), audio });
  }
  const { createAssemblyAI } = await import('@ai-sdk/assemblyai');
  const model = createAssemblyAI({ apiKey: key, fetch: sentTo(url, ms) }).transcription('universal-2');
  if (recording === undefined) return await transcribe({ model, audio: new Uint8Array(1024) });
  return await transcribe({ model, audio: new URL(recording), download });
}

// The AI SDK's own refuses addresses of this machine.
async function download({ url }: { url: URL }): Promise<{ data: Uint8Array; mediaType: string }> {
  return { data: new Uint8Array(await (await fetch(url)).arrayBuffer()), mediaType: 'audio/mpeg' };
}

// Its address is fixed, and the service tells from a recording's name how long its job takes.
function sentTo(url: string, ms: number): typeof fetch {
  return async (asked, init) => {
    const { pathname } = new URL(asked instanceof Request ? asked.url : asked);
    const body = pathname === '/v2/transcript' ? JSON.stringify({ audio_url: `http://audio/${ms}.mp3` }) : init?.body;
    return await fetch(url + pathname, { ...init, body: body ?? null });
  };
}

// Both processes read the same clock.
function wasteOf({ responses }: Transcribed): number {
  const now = Date.now();
  const [response] = responses;
  const body: unknown = response !== undefined && 'body' in response ? response.body : undefined;
  return typeof body === 'object' && body !== null && 'ended_ms' in body ? now - Number(body.ended_ms) : Number.NaN;
}

async function looksOf(url: string, authorization: string): Promise<number> {
  return Number(await (await fetch(`${url}/looks`, { headers: { authorization } })).text());
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
