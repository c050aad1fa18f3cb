import { readFile } from 'node:fs/promises';
import { samples } from '@earmark/emulator';
import { transcribe } from 'ai';
import { describe, expect, it } from 'vitest';
import { completed, created, looked, startWorld, submitted, uploaded } from './world.ts';

const url = new URL('https://recordings.example/a.mp3?signature=secret-1');

describe('transcribe() of the AI SDK', () => {
  it('hands a URL to the service: no download and no upload', async () => {
    await using world = await startWorld({ [submitted]: [created], [looked]: [completed()] });
    const { text, warnings } = await transcribe({ model: world.provider.transcription(), audio: url });
    expect(text).toBe('Good morning. Hello.');
    expect(warnings).toEqual([]);
    expect(world.emulator.journal.map(({ route }) => route)).toEqual([submitted, looked]);
    expect(world.sent(submitted)).toEqual([{ audio_url: url.href }]);
  });

  it('lets the service fetch a URL for real', async () => {
    await using world = await startWorld();
    const file = await import('node:http').then(({ createServer }) =>
      createServer((_, response) => void readFile(samples.meeting.audio).then((bytes) => response.end(bytes))),
    );
    await new Promise<void>((resolve) => file.listen(0, '127.0.0.1', resolve));
    const address = file.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const audio = new URL(`http://127.0.0.1:${port}/meeting.wav`);
    const { text } = await transcribe({ model: world.provider.transcription(), audio });
    expect(text).toContain('beta');
    expect(world.count(uploaded)).toBe(0);
    file.close();
  });

  it('gives words in seconds, sentences as segments, language and duration', async () => {
    await using world = await startWorld({ [submitted]: [created], [looked]: [completed()] });
    const result = await transcribe({
      model: world.provider.transcription(),
      audio: url,
      timestampGranularities: ['word'],
    });
    expect(result.words?.[1]).toEqual({ text: 'morning.', startSecond: 0.3, endSecond: 0.7 });
    expect(result.segments).toEqual([
      { text: 'Good morning.', startSecond: 0.1, endSecond: 0.7 },
      { text: 'Hello.', startSecond: 0.9, endSecond: 1.2 },
    ]);
    expect(result).toMatchObject({ language: 'en', durationInSeconds: 2 });
    expect(result.providerMetadata).toEqual({ assemblyai: { transcriptId: 'job-1', languageCode: 'en_us' } });
  });

  it('gives turns as segments where speakers are told apart, and who spoke beside them', async () => {
    await using world = await startWorld();
    const audio = await readFile(samples.meeting.audio);
    const result = await transcribe({
      model: world.provider.transcription('universal-3-5-pro'),
      audio,
      providerOptions: { assemblyai: { speakerLabels: true, speakerOptions: { maxSpeakersExpected: 2 } } },
    });
    const [first] = samples.meeting.words;
    expect(result.segments[0]?.startSecond).toBe((first?.start ?? 0) / 1000);
    const turns = result.providerMetadata['assemblyai']?.['utterances'];
    expect(turns).toHaveLength(result.segments.length);
    expect(world.sent(submitted)[0]).toMatchObject({
      speech_models: ['universal-3-5-pro'],
      speaker_labels: true,
      speaker_options: { max_speakers_expected: 2 },
    });
  });

  it('uploads bytes once, whole, although looks at the job fail', async () => {
    const looks = [{ status: 500 }, { reset: true }, { status: 503 }, { truncate: 20 }] as const;
    await using world = await startWorld({ [looked]: looks });
    const audio = await readFile(samples.meeting.audio);
    const { text } = await transcribe({ model: world.provider.transcription(), audio });
    expect(text).toContain('beta');
    const uploads = world.emulator.journal.filter(({ route }) => route === uploaded);
    expect(uploads.map(({ bytes }) => bytes)).toEqual([audio.byteLength]);
    expect(world.count(submitted)).toBe(1);
    expect(world.emulator.unusedAnswers()).toEqual([]);
  });

  it('ends at once on an abort, with the caller’s reason, and asks no more', async () => {
    await using world = await startWorld(
      { [submitted]: [created], [looked]: [{ body: { id: 'job-1', status: 'processing', audio_url: url.href } }] },
      { isReal: true, pollIntervalMs: 60_000 },
    );
    const stop = new AbortController();
    const model = world.provider.transcription();
    const heard = transcribe({ model, audio: url, abortSignal: stop.signal }).catch((error: unknown) => error);
    while (world.count(looked) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const asked = world.emulator.journal.length;
    const startedMs = performance.now();
    stop.abort(new Error('enough'));
    expect(await heard).toBe(stop.signal.reason);
    expect(performance.now() - startedMs).toBeLessThan(500);
    expect(world.emulator.journal).toHaveLength(asked);
  });

  it('lets silence be an empty text, and no error', async () => {
    const silence = completed({ text: null, words: [] });
    await using world = await startWorld({ [submitted]: [created], [looked]: [silence] });
    const result = await transcribe({ model: world.provider.transcription(), audio: url });
    expect(result).toMatchObject({ text: '', segments: [] });
  });

  it('looks no further than it was told to wait, and says which job goes on', async () => {
    const waiting = { body: { id: 'job-1', status: 'processing', audio_url: url.href } };
    await using world = await startWorld(
      { [submitted]: [created], [looked]: [{ ...waiting, times: 'always' }] },
      { timeoutMs: 9000 },
    );
    const failed = transcribe({ model: world.provider.transcription(), audio: url });
    await expect(failed).rejects.toMatchObject({
      isRetryable: false,
      data: { code: 'timeout', transcriptId: 'job-1' },
      message: expect.stringContaining('after 9000 ms') as string,
    });
    expect(world.count(submitted)).toBe(1);
  });
});
