import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { samples } from '@earmark/emulator';
import type { TranscriptParams } from '../src/index.ts';
import { errorOf, getTranscript, job, postTranscript, reasonOf, startStillWorld, startWorld } from './world.ts';

const audio_url = 'http://127.0.0.1:9/a.mp3';

describe('parameters', () => {
  it('0, false and "" reach the wire, undefined does not', async () => {
    await using world = await startWorld();
    const params = {
      audio_url,
      punctuate: false,
      audio_start_from: 0,
      prompt: '',
      speech_models: [],
      language_code: null,
    };
    await world.client.transcripts.create({ ...params, a_new_one: undefined, another: undefined });
    expect(world.emulator.journal.map((entry) => entry.json)).toEqual([params]);
  });

  it('a deeply frozen object is accepted, and the same afterwards', async () => {
    await using world = await startWorld({ [getTranscript]: [job('completed')] });
    const custom = Object.freeze({ nested: Object.freeze(['a', Object.freeze({ b: 0 })]) });
    const params = Object.freeze({ speech_models: Object.freeze(['universal']), speaker_labels: false, custom });
    const before = structuredClone(params);
    await world.client.transcripts.transcribe(audio_url, params);
    expect(params).toEqual(before);
    expect(world.emulator.journal[0]?.json).toEqual({ ...params, audio_url });
  });

  it('unknown keys pass both ways', async () => {
    const answer = job('completed', { a_new_result: { deep: [0, false, ''] }, words: [{ text: 'a', rank: 0 }] });
    await using world = await startWorld({ [getTranscript]: [answer] });
    const transcript = await world.client.transcripts.transcribe(audio_url, { a_new_option: { deep: [0, null] } });
    expect(world.emulator.journal[0]?.json).toEqual({ audio_url, a_new_option: { deep: [0, null] } });
    expect(transcript).toMatchObject(answer.body);
  });

  it.each([
    ['speaker_labels', { speaker_labels: 'yes' }],
    ['audio_end_at', { audio_end_at: Number.NaN }],
    ['keyterms_prompt', { keyterms_prompt: 'one' }],
    ['speech_models.1', { speech_models: ['universal', 7] }],
    ['webhook_url', { webhook_url: null }],
  ])('a wrong type is refused before anything is sent, naming `%s`', async (field, wrong) => {
    await using world = await startWorld();
    const params = wrong as TranscriptParams;
    for (const call of [
      world.client.transcripts.create({ audio_url, ...params }),
      world.client.transcripts.transcribe(new Uint8Array(10), params),
    ]) {
      const error = await errorOf(call);
      expect(error).toMatchObject({ code: 'invalid', status: undefined, retryable: false });
      expect(error.message).toContain(`\`${field}\``);
    }
    expect(world.emulator.journal).toEqual([]);
  });

  it('the audio given decides, whatever audio_url the parameters carry', async () => {
    await using world = await startWorld({ [getTranscript]: [job('completed')] });
    await world.client.transcripts.transcribe(audio_url, { audio_url: 'http://127.0.0.1:9/other.mp3' });
    expect(world.emulator.journal[0]?.json).toEqual({ audio_url });
  });
});

describe('transcribe', () => {
  it('uploads, creates one job, and resolves with what was said', async () => {
    await using world = await startWorld({ [getTranscript]: [job('completed', { text: 'Good morning.' })] });
    const transcript = await world.client.transcripts.transcribe(new Uint8Array(64));
    expect(transcript.text).toBe('Good morning.');
    expect(world.emulator.journal.map(({ route }) => route)).toEqual([
      'POST /v2/upload',
      postTranscript,
      getTranscript,
    ]);
    expect(world.emulator.journal[1]?.json).toEqual({
      audio_url: expect.stringContaining(`${world.emulator.url}/upload/`),
    });
  });

  it('reports every stage once, in order', async () => {
    await using world = await startStillWorld({
      [postTranscript]: [job('queued')],
      [getTranscript]: [job('queued'), { ...job('processing'), times: 2 }, job('completed')],
    });
    const stages: string[] = [];
    const pending = world.client.transcripts.transcribe(
      audio_url,
      {},
      { onProgress: ({ stage }) => stages.push(stage) },
    );
    for (let look = 0; look < 4; look += 1) {
      await world.clock.somethingSleeps();
      world.clock.advance(3000);
    }
    await pending;
    expect(stages).toEqual(['queued', 'processing', 'completed']);
  });
});

describe('get', () => {
  it('resolves for a failed job too', async () => {
    await using world = await startWorld({ [getTranscript]: [job('error', { error: 'no audio' })] });
    expect(await world.client.transcripts.get('job-1')).toMatchObject({ status: 'error', error: 'no audio' });
  });

  it('sends an id as one path segment, whatever is in it', async () => {
    await using world = await startWorld({ [getTranscript]: [job('completed')] });
    await world.client.transcripts.get('a/../b?c#d');
    expect(world.emulator.journal[0]?.path).toBe('/v2/transcript/a%2F..%2Fb%3Fc%23d');
  });

  it('an unknown id is not_found, although the service calls it a bad request', async () => {
    await using world = await startWorld();
    expect(await errorOf(world.client.transcripts.get('nobody'))).toMatchObject({ code: 'not_found', status: 400 });
  });
});

describe('subtitles', () => {
  it('come as the text of a file, cut to the length asked for', async () => {
    await using world = await startWorld({}, { clock: undefined });
    const { id } = await world.client.transcripts.transcribe(samples.meeting.audio);
    const [srt, vtt] = await Promise.all([
      world.client.transcripts.subtitles(id, 'srt'),
      world.client.transcripts.subtitles(id, 'vtt', { charsPerCaption: 20 }),
    ]);
    expect(srt).toMatch(/^1\n00:00:00,400 --> /);
    expect(vtt).toMatch(/^WEBVTT\n\n00:00\.400 --> /);
    expect(world.emulator.journal.map(({ path }) => path)).toContain(`/v2/transcript/${id}/vtt?chars_per_caption=20`);
  });

  it('of a job that is not done are an error with its id', async () => {
    const route = 'GET /v2/transcript/{transcript_id}/{subtitle_format}';
    await using world = await startWorld({
      [route]: [{ status: 400, body: { error: 'Transcript is not completed' } }],
    });
    const error = await errorOf(world.client.transcripts.subtitles('job-1', 'srt'));
    expect(error).toMatchObject({
      code: 'not_ready',
      transcriptId: 'job-1',
      serviceMessage: 'Transcript is not completed',
    });
  });
});

describe('abort before the call', () => {
  it.each([
    ['an Error', new Error('no')],
    ['a string', 'no'],
    ['null', null],
    ['an object', { because: 'no' }],
  ])('sends nothing, and rejects with %s as it is', async (_, reason) => {
    await using world = await startWorld();
    const { transcripts, files, llm } = world.client;
    const signal = AbortSignal.abort(reason);
    const calls = [
      transcripts.transcribe(audio_url, {}, { signal }),
      transcripts.transcribe(new Uint8Array(8), {}, { signal }),
      transcripts.create({ audio_url }, { signal }),
      transcripts.get('job-1', { signal }),
      transcripts.wait('job-1', { signal }),
      transcripts.subtitles('job-1', 'srt', { signal }),
      files.upload(new Uint8Array(8), { signal }),
      llm.chat({ model: 'm', messages: [] }, { signal }),
      llm.models({ signal }),
    ];
    for (const call of calls) expect(await reasonOf(call), inspect(reason)).toBe(reason);
    expect(world.emulator.journal).toEqual([]);
  });
});
