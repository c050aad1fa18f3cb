import diagnostics from 'node:diagnostics_channel';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ClientEvent } from '../src/index.ts';
import { createJumpingClock } from '@earmark/conformance';
import { getTranscript, hearing, key, postTranscript, reasonOf, recording, startWorld } from './world.ts';

/** What is published while a test runs. */
function published(): unknown[] {
  const messages: unknown[] = [];
  const hear = (message: unknown): void => void messages.push(message);
  for (const name of ['request', 'retry', 'poll', 'job']) {
    diagnostics.subscribe(`earmark:${name}`, hear);
    onTestFinished(() => void diagnostics.unsubscribe(`earmark:${name}`, hear));
  }
  return messages;
}

describe('the logger and the diagnostics channels', () => {
  it('hear of every request, retry, look and job, alike', async () => {
    const messages = published();
    const events: ClientEvent[] = [];
    const options = { clock: createJumpingClock(), logger: (event: ClientEvent) => void events.push(event) };
    const script = {
      [postTranscript]: [{ afterwards: 'reset' as const }],
      [getTranscript]: [{}, { status: 503, headers: { 'x-request-id': 'request-7' } }],
    };
    await using world = await startWorld(script, options, hearing);
    const { id } = await world.client.transcripts.transcribe(recording);
    expect(messages).toEqual(events);

    const requests = events.filter((event) => event.type === 'request');
    expect(requests.map(({ method, path, status, code }) => [method, path, status, code])).toEqual(
      world.emulator.journal.map(({ method, path, status }) => [
        method,
        path.split('?')[0],
        status,
        status === undefined ? 'network' : status === 503 ? 'service' : undefined,
      ]),
    );
    expect(requests.find(({ status }) => status === 503)?.requestId).toBe('request-7');
    expect(events).toContainEqual({
      type: 'retry',
      method: 'GET',
      host: new URL(world.emulator.url).host,
      path: `/v2/transcript/${id}`,
      code: 'service',
      status: 503,
      pauseMs: expect.any(Number) as number,
    });
    expect(events.filter(({ type }) => type === 'job')).toEqual([
      { type: 'job', transcriptId: id, status: 'recovered' },
      { type: 'job', transcriptId: id, status: 'completed' },
    ]);
    expect(events.filter(({ type }) => type === 'poll').at(-1)).toEqual({
      type: 'poll',
      transcriptId: id,
      status: 'completed',
    });
  });

  it('hear of a submission that is made again, and only when it is', async () => {
    const events: ClientEvent[] = [];
    const script = { [postTranscript]: Array.from({ length: 6 }, () => ({ status: 429 })) };
    await using world = await startWorld(script, { logger: (event) => void events.push(event) }, hearing);
    await reasonOf(world.client.transcripts.create({ audio_url: 'https://example.org/a.mp3' }));
    const told = events.map((event) => (event.type === 'request' ? event.status : event.type));
    expect(told).toEqual([429, 'retry', 429, 'retry', 429, 'retry', 429, 'retry', 429, 'retry', 429]);
    expect(events.find(({ type }) => type === 'retry')).toMatchObject({ method: 'POST', code: 'rate_limited' });
  });

  it('hear of a job that fails, and of a call that is aborted', async () => {
    const events: ClientEvent[] = [];
    const script = { [postTranscript]: [{ job: { error: 'no' } }] };
    await using world = await startWorld(script, { logger: (event) => void events.push(event) }, hearing);
    await reasonOf(world.client.transcripts.transcribe(recording));
    expect(events.findLast(({ type }) => type === 'job')).toMatchObject({ status: 'error' });
    const stop = new AbortController();
    const pending = reasonOf(
      world.client.files.upload(slowly(), { signal: stop.signal, onProgress: () => stop.abort('no') }),
    );
    expect(await pending).toBe('no');
    expect(events.at(-1)).toMatchObject({ type: 'request', path: '/v2/upload', code: 'aborted' });
  });

  it('hold no key, no query and no speech', async () => {
    const events: ClientEvent[] = [];
    const clock = createJumpingClock();
    await using world = await startWorld({}, { clock, logger: (event) => void events.push(event) }, hearing);
    const { transcripts } = world.client;
    const { id } = await transcripts.transcribe(recording, { prompt: 'A secret prompt' });
    await transcripts.search(id, ['morning']);
    await transcripts.list({ limit: 7 }).page();
    expect(events.length).toBeGreaterThan(4);
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${key}|morning|secret|limit|\\?`, 'i'));
  });
});

async function* slowly(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10);
  await new Promise((resolve) => setTimeout(resolve, 20));
  yield new Uint8Array(10);
}
