import { createClient } from '@earmark/core';
import { transcriptParamsSchema } from '@earmark/core/schemas';
import { APICallError, InvalidArgumentError, transcribe } from 'ai';
import { describe, expect, it } from 'vitest';
import { createEarmark } from '../src/index.ts';
import { toSnake, transcriptionTable } from '../src/options/names.ts';
import { completed, created, key, looked, reasonOf, startWorld, submitted } from './world.ts';

const url = new URL('https://recordings.example/a.mp3');
const done = { [submitted]: [created], [looked]: [completed()] };

describe('what is asked for', () => {
  it('may be everything the API takes', () => {
    const shape = (transcriptParamsSchema as unknown as { def: { shape: object } }).def.shape;
    const names = Object.keys(shape).filter((name) => name !== 'audio_url');
    expect([...transcriptionTable.known.keys()].map(toSnake).toSorted()).toEqual(names.toSorted());
  });

  it('keeps the keys that are a caller’s own words, and spells the API’s', async () => {
    await using world = await startWorld(done);
    const request = { speakerIdentification: { speakerType: 'name', knownValues: ['Ada'] } };
    await transcribe({
      model: world.provider.transcription(),
      audio: url,
      providerOptions: {
        assemblyai: {
          redactPii: true,
          redactStaticEntities: { projectName: ['Earmark'] },
          customSpelling: [{ from: ['ear mark'], to: 'Earmark' }],
          speakerLabels: true,
          speechUnderstanding: { request },
          disfluencies: false,
          languageCode: null,
        },
      },
    });
    expect(world.sent(submitted)).toEqual([
      {
        audio_url: url.href,
        redact_pii: true,
        redact_static_entities: { projectName: ['Earmark'] },
        custom_spelling: [{ from: ['ear mark'], to: 'Earmark' }],
        speaker_labels: true,
        speech_understanding: { request: { speaker_identification: { speaker_type: 'name', known_values: ['Ada'] } } },
        disfluencies: false,
      },
    ]);
  });

  it('warns of what is deprecated, and of a model that is retired', async () => {
    await using world = await startWorld(done);
    const model = world.provider.transcription('best');
    const { warnings } = await transcribe({ model, audio: url, providerOptions: { assemblyai: { wordBoost: ['a'] } } });
    expect(warnings.map((warning) => warning.type === 'deprecated' && warning.setting)).toEqual([
      'wordBoost',
      'modelId',
    ]);
  });

  it('prefers models that are listed to the one that is named', async () => {
    await using world = await startWorld(done);
    const speechModels = ['universal-3-5-pro', 'universal-2'];
    const model = world.provider.transcription('universal-2');
    await transcribe({ model, audio: url, providerOptions: { assemblyai: { speechModels } } });
    expect(world.sent(submitted)[0]).toMatchObject({ speech_models: speechModels });
  });

  it('names an option that is wrong as it was written, before anything is sent', async () => {
    await using world = await startWorld(done);
    const model = world.provider.transcription();
    const wrong = transcribe({ model, audio: url, providerOptions: { assemblyai: { speakerLabels: 'yes' } } });
    const error = await reasonOf(wrong);
    expect(InvalidArgumentError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      argument: 'speakerLabels',
      message: expect.stringContaining('`speakerLabels` must be'),
    });
    const request = { speakerIdentification: { speakerType: 'name' } };
    const lone = transcribe({
      model,
      audio: url,
      providerOptions: { assemblyai: { speechUnderstanding: { request } } },
    });
    expect(await reasonOf(lone)).toMatchObject({ argument: 'speechUnderstanding.request.speakerIdentification' });
    for (const odds of [['x'], 7]) {
      const odd = transcribe({ model, audio: url, providerOptions: { assemblyai: odds as never } });
      expect(await reasonOf(odd)).toMatchObject({ argument: 'providerOptions.assemblyai' });
    }
    expect(world.emulator.journal).toEqual([]);
  });

  it('is no place for thousands of words about giant or hostile options', async () => {
    await using world = await startWorld(done);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`${'x'.repeat(2000)}${at}`, at]));
    let deep: Record<string, unknown> = {};
    for (let depth = 0; depth < 2000; depth += 1) deep = { deepDown: deep };
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":1,"toString":1}') as Record<string, never>;
    const { warnings } = await transcribe({
      model: world.provider.transcription(),
      audio: url,
      providerOptions: { assemblyai: { ...many, ...hostile, languageDetectionOptions: deep as never } },
    });
    expect(warnings).toHaveLength(21);
    expect(JSON.stringify(warnings).length).toBeLessThan(8000);
    expect(Object.keys(world.sent(submitted)[0] ?? {})).toEqual(['language_detection_options', 'audio_url']);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['/etc/passwd', 'file:///etc/passwd', 'https://example.org/a.mp3', '../../secret.wav', 'data:audio/wav,x'])(
    'never takes a string for a path or an address: %s',
    async (audio) => {
      await using world = await startWorld(done);
      const seen = await reasonOf(
        world.provider
          .transcription()
          .doGenerate({ audio, mediaType: 'audio/wav' })
          .then(() => Promise.reject(new Error('sent'))),
      );
      const uploads = world.emulator.journal.filter(({ route }) => route === 'POST /v2/upload');
      if (InvalidArgumentError.isInstance(seen)) expect(world.emulator.journal).toEqual([]);
      // What happens to be base64 is bytes: a few of them, and nobody's file.
      else expect(uploads.map(({ bytes }) => bytes)).toEqual([atob(audio).length]);
    },
  );

  it('leaves an address the service cannot fetch to the AI SDK', async () => {
    await using world = await startWorld();
    const { doGenerateFromUrl } = world.provider.transcription();
    expect(await doGenerateFromUrl({ audio: new URL('data:audio/wav;base64,AAAA') })).toBeUndefined();
    expect(world.emulator.journal).toEqual([]);
  });

  it.each([
    ['no bytes', 7],
    ['nothing', undefined],
    ['an object', {}],
  ])('refuses %s for audio', async (_, audio) => {
    const model = createEarmark({ apiKey: key }).transcription();
    const error = await reasonOf(model.doGenerate({ audio: audio as never, mediaType: 'audio/wav' }));
    expect(error).toMatchObject({ name: 'AI_InvalidArgumentError', argument: 'audio' });
  });
});

describe('what is not repeated', () => {
  it.each([
    ['too many requests', { status: 429, body: { error: 'Too many requests' }, times: 'always' }, 'rate_limited'],
    ['a service that fails', { status: 500, body: { error: 'Internal server error' }, times: 'always' }, 'service'],
    ['an answer that is lost', { reset: true, times: 'always' }, 'network'],
  ] as const)('is a job, whatever maxRetries says: %s', async (_, answer, code) => {
    await using world = await startWorld({ [submitted]: [answer] });
    const model = world.provider.transcription();
    const once = await reasonOf(transcribe({ model, audio: new Uint8Array(64), maxRetries: 0 }));
    const asked = world.count(submitted);
    expect(once).toMatchObject({ data: { code }, isRetryable: false });
    await reasonOf(transcribe({ model, audio: new Uint8Array(64), maxRetries: 5 }));
    expect(world.count(submitted)).toBe(asked * 2);
    expect(world.count('POST /v2/upload')).toBe(2);
    expect(APICallError.isInstance(once)).toBe(true);
  });

  it('is the key to another host: a redirect is refused', async () => {
    await using elsewhere = await startWorld();
    const headers = { location: `${elsewhere.emulator.url}/v2/transcript` };
    await using world = await startWorld(
      { [submitted]: [{ status: 307, headers }] },
      { isReal: true, headers: { 'x-a': '1' } },
    );
    const error = await reasonOf(transcribe({ model: world.provider.transcription(), audio: url }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(elsewhere.emulator.journal).toEqual([]);
  });

  it('is asked through a client of the caller’s own', async () => {
    await using world = await startWorld(done);
    const client = createClient({ apiKey: key, baseUrl: world.emulator.url });
    const { text } = await transcribe({ model: createEarmark({ client }).transcription(), audio: url });
    expect(text).toContain('Hello.');
  });
});
