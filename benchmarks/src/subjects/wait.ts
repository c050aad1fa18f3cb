import { type Side, openClient } from './clients.ts';
import { cpuMs, subject } from './subject.ts';

interface Params {
  readonly side: Side;
  readonly url: string;
  /** Names the account: the service counts its requests. */
  readonly key: string;
  /** How long the jobs take, by client; all jobs of a client run at once, all clients too. */
  readonly clients: readonly (readonly number[])[];
  /** Whether each client has seen the same jobs end before. */
  readonly learned: boolean;
}

void subject(async ({ side, url, key, clients, learned }: Params) => {
  const since = process.cpuUsage();
  const wastes = await Promise.all(
    clients.map(async (timesMs, at) => {
      const client = await openClient(side, url, `${key}-${at}`);
      const waitForAll = () => Promise.all(timesMs.map((ms) => wasteOf(client.transcribe(`http://audio/${ms}.mp3`))));
      if (learned) await waitForAll();
      await fetch(`${url}/forget`, { headers: { authorization: `${key}-${at}` } });
      return await waitForAll();
    }),
  );
  const all = wastes.flat();
  const looks = await Promise.all(clients.map((_, at) => looksOf(url, `${key}-${at}`)));
  return { wasteMs: sum(all) / all.length, looks: sum(looks) / all.length, requests: sum(looks), cpuMs: cpuMs(since) };
});

// Both processes read the same clock.
async function wasteOf(completed: Promise<object>): Promise<number> {
  const transcript = await completed;
  const now = Date.now();
  return 'ended_ms' in transcript ? now - Number(transcript.ended_ms) : Number.NaN;
}

async function looksOf(url: string, authorization: string): Promise<number> {
  return Number(await (await fetch(`${url}/looks`, { headers: { authorization } })).text());
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
