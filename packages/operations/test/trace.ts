import type { JournalEntry } from '@earmark/emulator';
import { type Operation, operations } from '../src/index.ts';
import type { Traced } from '../src/traces.ts';
import { hearing, readySample, startWorld } from './world.ts';

/** Runs an operation's sample, and tells what came out and what the emulator was asked meanwhile. */
export async function runSample(operation: Operation) {
  const isClip = operation.id === 'transcribe_clip';
  await using world = await startWorld(isClip ? hearing : {});
  const input = await readySample(world, operation);
  const asked = world.emulator.journal.length;
  const output = await operation.run(input, { client: world.client });
  const journal = world.emulator.journal.slice(asked);
  return { input, output, journal, trace: toTrace(journal, input) };
}

export async function traceAll(): Promise<Record<string, readonly Traced[]>> {
  const traces: Record<string, readonly Traced[]> = {};
  for (const one of operations) traces[one.id] = (await runSample(one)).trace;
  return traces;
}

// Ids and addresses are new at every run; how often a job is looked at is the clock's affair.
function toTrace(journal: readonly JournalEntry[], input: Readonly<Record<string, unknown>>): Traced[] {
  const traced = journal.map(({ route = '', path, json }): Traced => {
    const query = Object.fromEntries(new URL(path, 'http://localhost').searchParams);
    return {
      route,
      ...(Object.keys(query).length === 0 ? {} : { query }),
      ...(json === undefined ? {} : { json: hidden(json, input) }),
    };
  });
  return traced.filter((one, at) => JSON.stringify(one) !== JSON.stringify(traced[at - 1]));
}

function hidden(json: unknown, { transcript_id, audio }: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(json), (_, value: unknown) => {
    if (value !== undefined && value === transcript_id) return '{transcript_id}';
    return value !== undefined && value === audio ? '{audio_url}' : value;
  });
}
