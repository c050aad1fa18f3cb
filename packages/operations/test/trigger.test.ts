import { samples } from '@earmark/emulator';
import { describe, expect, it } from 'vitest';
import { findOperation, operations, tombstones, transcriptReady } from '../src/index.ts';
import { errorOf, startWorld } from './world.ts';

const secret = 'a-secret-of-16-or-more';
const headers = { 'x-earmark-secret': secret };
const body = { transcript_id: 'job-1', status: 'completed' };

describe('the trigger', () => {
  it.each([body, JSON.stringify(body)])('reads a callback that proved to be the service’s: %j', async (given) => {
    expect(await transcriptReady.parse({ headers, body: given }, { secret })).toEqual(body);
  });

  it.each([
    [{}, body, 'secret'],
    [{ 'x-earmark-secret': `${secret}x` }, body, 'secret'],
    [headers, { transcript_id: 'job-1' }, '`body` must be a notification'],
    [headers, 'no json', '`body`'],
    [headers, undefined, '`body`'],
  ])('refuses %j %j', async (given, sent, words) => {
    const error = await errorOf(transcriptReady.parse({ headers: given, body: sent }, { secret }));
    expect([error.code, error.message]).toEqual(['invalid', expect.stringContaining(words)]);
    expect(error.message).not.toContain('a-secret');
  });

  it('fetches the transcript of a job, and none for redacted audio', async () => {
    await using world = await startWorld();
    const { id } = await world.client.transcripts.transcribe(samples.meeting.audio);
    const context = { client: world.client };
    expect(await transcriptReady.load({ transcript_id: id, status: 'completed' }, context)).toMatchObject({ id });
    const redacted = { status: 'redacted_audio_ready', redacted_audio_url: 'https://a.b/c' } as const;
    expect(await transcriptReady.load(redacted, context)).toBeUndefined();
    expect(transcriptReady.output.safeParse(transcriptReady.sample).success).toBe(true);
    expect(transcriptReady.output.safeParse(redacted).success).toBe(true);
  });
});

describe('an operation that is no more', () => {
  it.each(tombstones.map(({ id, replacement }) => [id, replacement]))(
    '%s names what replaces it',
    (id = '', replacement) => {
      expect(() => findOperation(id)).toThrow(replacement ?? 'nothing takes its place');
      expect(() => findOperation(id)).toThrow(expect.objectContaining({ code: 'gone' }));
      if (replacement !== undefined) expect(findOperation(replacement).id).toBe(replacement);
    },
  );

  it('is in none of the others’ words', () => {
    for (const { description } of operations) expect(description).not.toMatch(/lemur/i);
    expect(() => findOperation('transcribe_everything')).toThrow('there are transcribe, submit_transcript');
  });
});
