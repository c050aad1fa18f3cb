import { EarmarkError } from '@earmark/core';
import { InvalidArgumentError, LoadAPIKeyError, NoSuchModelError, createProviderRegistry, transcribe } from 'ai';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { assemblyai, createAssemblyAI, createEarmark, earmark } from '../src/index.ts';
import { causeOf, completed, created, key, looked, reasonOf, startWorld, submitted } from './world.ts';

const url = new URL('https://recordings.example/a.mp3');
const done = { [submitted]: [created], [looked]: [completed()] };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a provider', () => {
  it('has the names of the one it takes the place of', () => {
    expect([assemblyai, createAssemblyAI]).toEqual([earmark, createEarmark]);
  });

  it('is found in a registry, for transcription and for language', async () => {
    await using world = await startWorld(done);
    const registry = createProviderRegistry({ assemblyai: world.provider });
    const model = registry.transcriptionModel('assemblyai:universal-2');
    const { text } = await transcribe({ model, audio: url });
    expect(text).toContain('Good morning.');
    expect(world.sent(submitted)[0]).toMatchObject({ speech_models: ['universal-2'] });
    expect(registry.languageModel('assemblyai:gemini-2.5-flash').modelId).toBe('gemini-2.5-flash');
    expect(() => registry.embeddingModel('assemblyai:any')).toThrow(NoSuchModelError);
    expect(() => registry.imageModel('assemblyai:any')).toThrow(NoSuchModelError);
    expect(() => world.provider.languageModel('')).toThrow(NoSuchModelError);
    expect(world.provider('gpt-5')).toMatchObject({ specificationVersion: 'v4', provider: 'assemblyai.chat' });
  });

  it('reads the key at the first call, and says what is missing', async () => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', '');
    const error = await reasonOf(transcribe({ model: earmark.transcription(), audio: url }));
    expect(LoadAPIKeyError.isInstance(error)).toBe(true);
    expect(String(error)).toContain('ASSEMBLYAI_API_KEY');
    expect(causeOf(error).code).toBe('auth');

    await using world = await startWorld(done);
    vi.stubEnv('ASSEMBLYAI_API_KEY', key);
    vi.stubEnv('ASSEMBLYAI_BASE_URL', world.emulator.url);
    await transcribe({ model: createEarmark().transcription(), audio: url });
    expect(world.emulator.journal[0]?.headers['authorization']).toBe(key);
  });

  it.each([
    ['a key that no header can carry', { apiKey: 'käse\r\nx: 1' }, 'apiKey'],
    ['a base URL that is none', { apiKey: key, baseURL: 'not an address' }, 'baseURL'],
    ['a base URL of another kind', { apiKey: key, baseURL: 'file:///etc' }, 'baseURL'],
    ['a region that is none', { apiKey: key, region: 'mars' as 'eu' }, 'region'],
  ])('refuses %s, by the name of the setting', async (_, settings, argument) => {
    const error = await reasonOf(transcribe({ model: createEarmark(settings).transcription(), audio: url }));
    expect(InvalidArgumentError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ argument });
    expect(String(error)).not.toContain('käse');
    expect(EarmarkError.is(causeOf(error), 'invalid')).toBe(true);
  });

  it('shows no key to whoever prints it, or a model of it', async () => {
    const provider = createEarmark({ apiKey: key });
    const { inspect } = await import('node:util');
    for (const value of [provider, provider.transcription(), provider('gpt-5')]) {
      expect(inspect(value, { depth: 9, showHidden: true }) + JSON.stringify(value)).not.toContain(key);
    }
  });

  it('says that headers do not reach a client that was made elsewhere', async () => {
    await using world = await startWorld(done);
    const headers = { 'x-trace': '1' };
    const { warnings } = await transcribe({ model: world.provider.transcription(), audio: url, headers });
    expect(warnings).toEqual([expect.objectContaining({ type: 'unsupported', feature: 'headers' })]);
  });
});
