import { describe, expect, it } from 'vitest';
import { createManualClock } from '@earmark/conformance';
import { countOf, errorOf, hearing, reasonOf, recording, startFaulty, startStillWorld, startWorld } from './world.ts';

const redacted = 'GET /v2/transcript/{transcript_id}/redacted-audio';
const ready = {
  status: 200,
  body: { status: 'redacted_audio_ready', redacted_audio_url: 'https://a.org/b.mp3?sig=1' },
};
const notYet = { status: 202, body: { status: 'processing' } };

describe('a completed transcript', () => {
  it('is cut into sentences and paragraphs, and searched', async () => {
    await using world = await startFaulty({});
    const { transcripts } = world.client;
    const { id } = await transcripts.transcribe(recording);
    expect((await transcripts.sentences(id)).sentences).toMatchObject([{ text: 'Good morning.', start: 0, end: 700 }]);
    expect((await transcripts.paragraphs(id)).paragraphs).toMatchObject([{ text: 'Good morning.' }]);
    expect(await transcripts.search(id, ['morning', 'good morning', 'night'])).toMatchObject({ total_count: 2 });
    expect(world.emulator.journal.at(-1)?.path).toBe(
      `/v2/transcript/${id}/word-search?words=${encodeURIComponent('morning,good morning,night')}`,
    );
  });

  it.each<[string, string[]]>([
    ['words', []],
    ['words.1', ['a', ' ']],
    ['words.0', ['a,b']],
    ['words.0', ['one two three four five six']],
  ])('is not searched for wrong `%s`', async (field, words) => {
    await using world = await startWorld();
    const error = await errorOf(world.client.transcripts.search('job-1', words));
    expect(error.code).toBe('invalid');
    expect(error.message).toContain(`\`${field}\``);
    expect(world.emulator.journal).toEqual([]);
  });

  it.each([Number.NaN, 0, -1, 1.5])('has no captions of %j characters', async (charsPerCaption) => {
    await using world = await startWorld();
    const error = await errorOf(world.client.transcripts.subtitles('job-1', 'srt', { charsPerCaption }));
    expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining('`charsPerCaption`') as string });
    expect(world.emulator.journal).toEqual([]);
  });

  it.each(['sentences', 'paragraphs'] as const)('that is none is an error with its id: %s', async (name) => {
    await using world = await startFaulty({});
    const error = await errorOf(world.client.transcripts[name]('nobody'));
    expect(error).toMatchObject({ code: 'not_found', transcriptId: 'nobody' });
  });
});

describe('the redacted recording', () => {
  it('is waited for, at the interval asked for', async () => {
    const clock = createManualClock();
    await using world = await startWorld({ [redacted]: [{ ...notYet, times: 2 }, ready] }, { clock });
    const pending = world.client.transcripts.redactedAudio('job-1', { pollIntervalMs: 700 });
    for (let look = 1; look <= 2; look += 1) {
      await clock.somethingSleeps();
      expect(countOf(world.emulator, redacted)).toBe(look);
      clock.advance(700);
    }
    expect(await pending).toEqual(ready.body);
  });

  it('of a real job is there at the end', async () => {
    await using world = await startWorld({}, { clock: undefined }, hearing);
    const params = { redact_pii: true, redact_pii_audio: true, redact_pii_policies: ['person_name'] };
    const { id } = await world.client.transcripts.transcribe(recording, params);
    const { redacted_audio_url } = await world.client.transcripts.redactedAudio(id);
    expect((await fetch(redacted_audio_url)).status).toBe(200);
  });

  it('is given up after timeoutMs, with the id', async () => {
    await using world = await startFaulty({ [redacted]: [{ ...notYet, times: 'always' }] });
    const error = await errorOf(world.client.transcripts.redactedAudio('job-1', { timeoutMs: 10_000 }));
    expect(error).toMatchObject({ code: 'timeout', retryable: true, transcriptId: 'job-1' });
    expect(countOf(world.emulator, redacted)).toBe(4);
  });

  it('is asked for once with a timeout of 0', async () => {
    await using world = await startFaulty({ [redacted]: [notYet, ready] });
    expect(await errorOf(world.client.transcripts.redactedAudio('job-1', { timeoutMs: 0 }))).toMatchObject({
      code: 'timeout',
    });
    expect(await world.client.transcripts.redactedAudio('job-1', { timeoutMs: 0 })).toEqual(ready.body);
  });

  it('hears an abort while it is waited for', async () => {
    await using world = await startStillWorld({ [redacted]: [notYet] });
    const stop = new AbortController();
    const pending = reasonOf(world.client.transcripts.redactedAudio('job-1', { signal: stop.signal }));
    await world.clock.somethingSleeps();
    stop.abort('enough');
    expect(await pending).toBe('enough');
  });

  it.each([
    [
      'was never asked for',
      400,
      'Redacted audio is not available: the transcript was not created with redact_pii_audio',
      'invalid',
    ],
    ['has expired', 400, 'The redacted audio has expired', 'gone'],
  ])('that %s is an error with the id', async (_, status, error, code) => {
    await using world = await startFaulty({ [redacted]: [{ status, body: { error } }] });
    expect(await errorOf(world.client.transcripts.redactedAudio('job-1'))).toMatchObject({
      code,
      transcriptId: 'job-1',
    });
  });
});
