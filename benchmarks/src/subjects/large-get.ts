import { createClient } from '@earmark/core';
import { request } from 'undici';
import { openClient } from './clients.ts';
import { readOneShape } from './one-shape.ts';
import { median, subject, watchLoop } from './subject.ts';

export type Reader = 'sdk' | 'ours' | 'columns' | 'bytes' | 'shape' | 'parse';

// Code that scans bytes takes longer to warm up than JSON.parse, which is warm from the start.
const warmUp = 10;
const measured = 5;

void subject(async ({ reader, url, id }: { reader: Reader; url: string; id: string }) => {
  const read = await openReader(reader, url, id);
  await repeat(read);
  const before = heldMiB();
  const held = [await read()];
  const retainedMiB = (heldMiB() - before) / held.length;
  const [times, blocks]: [number[], number[]] = [[], []];
  for (let run = 0; run < measured; run += 1) {
    const longest = watchLoop();
    const startedMs = performance.now();
    await read();
    times.push(performance.now() - startedMs);
    await new Promise((resolve) => setTimeout(resolve, 5));
    blocks.push(longest());
  }
  return { ms: median(times), blockMs: median(blocks), retainedMiB };
});

async function openReader(reader: Reader, url: string, id: string): Promise<() => Promise<unknown>> {
  if (reader === 'sdk' || reader === 'ours') {
    const client = await openClient(reader, url);
    return () => client.get(id);
  }
  if (reader === 'columns') {
    const client = createClient({ apiKey: 'any-key', baseUrl: url });
    return () => client.transcripts.columns(id);
  }
  const fetched = async () => (await request(`${url}/v2/transcript/${id}`)).body;
  if (reader === 'bytes') return async () => await lengthOf(await fetched());
  if (reader === 'shape') return async () => await readOneShape(await fetched());
  const text = await (await fetched()).text();
  return () => Promise.resolve(JSON.parse(text));
}

// A function of its own: what it read last is let go when it returns.
async function repeat(read: () => Promise<unknown>): Promise<void> {
  for (let run = 0; run < warmUp; run += 1) await read();
}

async function lengthOf(body: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of body) length += chunk.length;
  return length;
}

function heldMiB(): number {
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
