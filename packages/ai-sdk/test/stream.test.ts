import { samples } from '@earmark/emulator';
import { APICallError, UnsupportedFunctionalityError, experimental_streamTranscribe as streamTranscribe } from 'ai';
import { describe, expect, it } from 'vitest';
import { causeOf, completed, created, key, looked, reasonOf, startWorld, submitted } from './world.ts';

const format = { type: 'audio/pcm', rate: 16_000 };
const english = 'universal-streaming-english';

async function speech(ms: number): Promise<ReadableStream<Uint8Array>> {
  const pcm = await samples.meeting.pcm();
  return new Blob([pcm.slice(0, ms * 32)]).stream();
}

/** A microphone that is never heard. */
function silentMicrophone(): { readonly audio: ReadableStream<Uint8Array>; readonly isCancelled: () => boolean } {
  let isCancelled = false;
  return { audio: new ReadableStream({ cancel: () => void (isCancelled = true) }), isCancelled: () => isCancelled };
}

describe('experimental_streamTranscribe() of the AI SDK', () => {
  it('tells partials, one final a turn, and the whole at the end', async () => {
    await using world = await startWorld({}, { isReal: true });
    const model = world.provider.transcription(english);
    const result = streamTranscribe({
      model,
      audio: await speech(6_000),
      inputAudioFormat: format,
      includeRawChunks: true,
    });
    const parts = [];
    for await (const part of result.fullStream) parts.push(part);
    const partials = parts.flatMap((part) => (part.type === 'transcript-partial' ? [part] : []));
    const finals = parts.flatMap((part) => (part.type === 'transcript-final' ? [part] : []));
    const types = parts.map(({ type }) => type);
    expect(types.indexOf('transcript-partial')).toBeLessThan(types.indexOf('transcript-final'));
    expect(finals.length).toBeGreaterThan(0);
    expect(partials[0]).toMatchObject({
      id: '0',
      startSecond: expect.any(Number),
      durationInSeconds: expect.any(Number),
    });
    expect(finals[0]?.startSecond).toBeCloseTo(0.4, 1);
    expect(finals[0]?.endSecond).toBeCloseTo(2.96, 1);
    expect(new Set(finals.map(({ id }) => id)).size).toBe(finals.length);
    expect(await result.text).toBe(finals.map(({ text }) => text).join(' '));
    expect(await result.segments).toHaveLength(finals.length);
    expect(await result.durationInSeconds).toBeCloseTo(6, 0);
    expect((await result.responses)[0]?.modelId).toBe(english);
    expect(types).toContain('raw');
    expect(world.emulator.journal[0]?.path).toContain(`speech_model=${english}`);
  });

  it('takes chunks in base64, and options of streams', async () => {
    await using world = await startWorld({}, { isReal: true });
    const chunks = (await speech(3_000)).pipeThrough(
      new TransformStream<Uint8Array, string>({
        transform: (chunk, controller) => controller.enqueue(Buffer.from(chunk).toString('base64')),
      }),
    );
    const { text, warnings } = streamTranscribe({
      model: world.provider.transcription(english),
      audio: chunks,
      inputAudioFormat: format,
      providerOptions: { assemblyai: { formatTurns: true, keytermsPrompt: ['beta'], autoChapters: true } },
    });
    expect(await text).toMatch(/\w/);
    expect(await warnings).toEqual([
      expect.objectContaining({ type: 'unsupported', feature: 'providerOptions.assemblyai.autoChapters' }),
    ]);
    const asked = new URL(world.emulator.journal[0]?.path ?? '', 'ws://x').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ format_turns: 'true', keyterms_prompt: '["beta"]' });
  });

  it('leaves the model to the service where none is named, and names μ-law as the service does', async () => {
    await using world = await startWorld({}, { isReal: true });
    const { audio } = silentMicrophone();
    const stop = new AbortController();
    const options = { audio, inputAudioFormat: { type: 'audio/PCMU' }, abortSignal: stop.signal };
    const { stream, response } = await world.provider.transcription().doStream(options);
    const asked = new URL(world.emulator.journal[0]?.path ?? '', 'ws://x').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ encoding: 'pcm_mulaw', sample_rate: '8000' });
    expect(response?.modelId).toBe('default');
    stop.abort();
    await reasonOf(stream.pipeTo(new WritableStream()));
  });

  it('refuses audio the service does not stream', async () => {
    await using world = await startWorld();
    const { audio, isCancelled } = silentMicrophone();
    const model = world.provider.transcription();
    const error = await reasonOf(model.doStream({ audio, inputAudioFormat: { type: 'audio/mpeg' } }));
    expect(UnsupportedFunctionalityError.isInstance(error)).toBe(true);
    expect(String(error)).toContain('audio/pcm');
    expect(isCancelled()).toBe(true);
    expect(world.emulator.journal).toEqual([]);
  });

  it('rejects with an APICallError for a refused key, and lets go of the microphone', async () => {
    await using world = await startWorld({}, { isReal: true, emulator: { keys: ['another-key'] } });
    const { audio, isCancelled } = silentMicrophone();
    const result = streamTranscribe({ model: world.provider.transcription(), audio, inputAudioFormat: format });
    const error = await reasonOf(Promise.resolve(result.text));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ isRetryable: false, data: { code: 'auth' } });
    expect(causeOf(error).code).toBe('auth');
    expect(JSON.stringify(error)).not.toContain(key);
    expect(isCancelled()).toBe(true);
  });

  it('ends with what ended the session, not as if all were well', async () => {
    const stream = { atByte: 32_000, fail: { error_code: 3006, error: 'Invalid Message: no' } };
    await using world = await startWorld({ 'GET /v3/ws': [{ stream }] }, { isReal: true });
    const model = world.provider.transcription(english);
    const result = streamTranscribe({ model, audio: await speech(4_000), inputAudioFormat: format });
    const error = await reasonOf(Promise.resolve(result.text));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(String(error)).toContain('Invalid Message: no');
  });

  it('lets go of a microphone that has fallen silent when the service ends the session', async () => {
    const stream = { atByte: 16_000, fail: { error_code: 3006, error: 'Invalid Message: no' } };
    await using world = await startWorld({ 'GET /v3/ws': [{ stream }] }, { isReal: true });
    const { value: first } = await (await speech(1_000)).getReader().read();
    let isCancelled = false;
    const audio = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(first ?? new Uint8Array()),
      cancel: () => void (isCancelled = true),
    });
    const result = streamTranscribe({ model: world.provider.transcription(english), audio, inputAudioFormat: format });
    expect(String(await reasonOf(Promise.resolve(result.text)))).toContain('Invalid Message: no');
    await expect.poll(() => isCancelled).toBe(true);
  });

  it('hears an abort at once, and lets go of a microphone that is silent', async () => {
    await using world = await startWorld({}, { isReal: true });
    const { audio, isCancelled } = silentMicrophone();
    const stop = new AbortController();
    const options = { audio, inputAudioFormat: format, abortSignal: stop.signal };
    const { stream } = await world.provider.transcription().doStream(options);
    const ended = reasonOf(stream.pipeTo(new WritableStream()));
    stop.abort(new Error('enough'));
    expect(await ended).toBe(stop.signal.reason);
    expect(isCancelled()).toBe(true);
  });

  it('ends the session when nobody reads on', async () => {
    await using world = await startWorld({}, { isReal: true });
    const { audio, isCancelled } = silentMicrophone();
    const { stream } = await world.provider.transcription().doStream({ audio, inputAudioFormat: format });
    const reader = stream.getReader();
    expect((await reader.read()).value).toEqual({ type: 'stream-start', warnings: [] });
    void reader.read();
    await reader.cancel();
    expect(isCancelled()).toBe(true);
    await expect.poll(() => world.emulator.journal[0]?.stream?.closed).toBeDefined();
  });

  it('tells its own troubles from those of recordings', async () => {
    await using world = await startWorld({ [submitted]: [created], [looked]: [completed()] });
    const options = { audio: silentMicrophone().audio, inputAudioFormat: format, abortSignal: AbortSignal.abort() };
    const error = await reasonOf(world.provider.transcription().doStream(options));
    expect(error).toBe(options.abortSignal.reason);
    expect(world.emulator.journal).toEqual([]);
  });
});
