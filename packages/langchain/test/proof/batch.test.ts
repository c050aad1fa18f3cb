import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createClient } from '@earmark/core';
import { type JournalEntry, type ScriptedAnswer, type ScriptedRequest, startEmulator } from '@earmark/emulator';
import { expect, it } from 'vitest';
import { postTranscript } from '../world.ts';
import { serveRecordings } from './recordings.ts';

const count = 200;
const killedAfter = 90;
const words = 'bad audio';

it('200 recordings, every tenth at fault and the process killed: each good one loaded once, each bad one named, none paid for twice', async () => {
  await using recordings = await serveRecordings(count);
  let kill: (() => void) | undefined;
  const faults = createFaults(() => kill?.());
  await using emulator = await startEmulator({
    engine: 'fixtures',
    fixtures: [recordings.fixtures],
    script: faults.script,
  });
  const place = [emulator.url, recordings.cache, ...recordings.urls];

  const first = startLoading(place);
  kill = () => first.child.kill('SIGKILL');
  const beforeDeath = await first.said;
  expect(first.child.signalCode).toBe('SIGKILL');
  expect(beforeDeath.length).toBeLessThan(killedAfter);

  const second = startLoading(place);
  const said = await second.said;
  expect(second.child.exitCode).toBe(0);
  expect([await first.warned, await second.warned]).toEqual(['', '']);

  const [bad, good] = [recordings.urls.filter(isBad), recordings.urls.filter((url) => !isBad(url))];
  expect(toSorted(said.flatMap(({ loaded = [] }) => loaded))).toEqual(toSorted(good));
  expect(said.every((line) => (line.text ?? recordings.text) === recordings.text)).toBe(true);
  expect(toSorted(said.flatMap(({ failed = [] }) => failed))).toEqual(toSorted(bad));
  for (const { message } of said) if (message !== undefined) expect(message).toContain(words);

  const jobs: string[] = [];
  const { transcripts } = createClient({ baseUrl: emulator.url, apiKey: 'any-key' });
  for await (const { audio_url } of transcripts.list({ limit: 200 })) jobs.push(audio_url);
  expect(toSorted(jobs)).toEqual(toSorted(recordings.urls));
  expect(createdTwice(emulator.journal, faults.refused)).toEqual([]);
  expect(faults.counts()).toEqual({ limited: 5, reset: 5, lost: 5, failed: 5, killed: 1 });
});

interface Said {
  readonly loaded?: string;
  readonly text?: string;
  readonly failed?: string;
  readonly message?: string;
}

/** Starts a process that loads, and tells what it said until it ended. */
function startLoading(place: readonly string[]) {
  const main = fileURLToPath(new URL('load-in-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@earmark/source', '--import', 'tsx', main, ...place], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = async (): Promise<Said[]> => {
    const exit = once(child, 'exit');
    const said: Said[] = [];
    for await (const line of createInterface(child.stdout)) if (line.endsWith('}')) said.push(JSON.parse(line));
    await exit;
    return said;
  };
  return { child, said: read(), warned: text(child.stderr) };
}

/** Faults of every tenth job, once each; and at one job that is created, the end of who asked for it. */
function createFaults(kill: () => void) {
  const counts = { limited: 0, reset: 0, lost: 0, failed: 0, killed: 0 };
  const refused = new Map<string, number>();
  const refuse = (url: string): void => void refused.set(url, (refused.get(url) ?? 0) + 1);
  const seen = new Set<string>();
  const script = ({ route, json }: ScriptedRequest): ScriptedAnswer | undefined => {
    if (route !== postTranscript) return undefined;
    const url = urlOf(json);
    if (seen.has(url)) return undefined;
    seen.add(url);
    const fault = faultOf(url);
    if (fault !== undefined) counts[fault] += 1;
    if (fault === 'failed') return { job: { error: words } };
    if (fault === 'lost') return { afterwards: 'reset' };
    if (fault !== undefined) {
      refuse(url);
      return fault === 'limited' ? { status: 429, headers: { 'retry-after': '1' } } : { reset: true };
    }
    if (seen.size < killedAfter || counts.killed > 0) return undefined;
    counts.killed += 1;
    setTimeout(kill, 100);
    return { afterwards: 'hang' };
  };
  return { script, refused, counts: () => counts };
}

/** Which fault the recording of an address has: one of ten has one. */
function faultOf(url: string): 'limited' | 'reset' | 'lost' | 'failed' | undefined {
  const at = Number(/(\d+)\.wav$/.exec(url)?.[1]);
  return at % 10 === 7 ? (['limited', 'reset', 'lost', 'failed'] as const)[Math.floor(at / 10) % 4] : undefined;
}

function isBad(url: string): boolean {
  return faultOf(url) === 'failed';
}

/** Recordings for which more jobs were asked than the one that counts and those that were refused. */
function createdTwice(journal: readonly JournalEntry[], refused: ReadonlyMap<string, number>): string[] {
  const asked = new Map<string, number>();
  for (const { route, json } of journal) {
    if (route === postTranscript) asked.set(urlOf(json), (asked.get(urlOf(json)) ?? 0) + 1);
  }
  return [...asked].flatMap(([url, times]) => (times === 1 + (refused.get(url) ?? 0) ? [] : [url]));
}

function urlOf(json: unknown): string {
  return typeof json === 'object' && json !== null && 'audio_url' in json ? String(json.audio_url) : '';
}

function toSorted(values: readonly string[]): string[] {
  return values.toSorted();
}
