import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samples } from '@earmark/emulator';
import { operations } from '@earmark/operations';
import { missingFrom, traces } from '@earmark/operations/traces';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { type AssemblyAIPlugin, type PluginOptions, createAssemblyAIPlugin, invokePrompt } from '../src/index.ts';
import { errorOf, hearing, readySample, recording, startWorld } from './world.ts';

const client = {} as NonNullable<PluginOptions['client']>;
const all = operations.map(({ id }) => id);

function names(of: AssemblyAIPlugin): string[] {
  return Object.keys(of.functions);
}

describe('the C# documentation, in TypeScript', () => {
  it('invokes Transcribe with INPUT', async () => {
    await using world = await startWorld();
    const url = await world.client.files.upload(samples.meeting.audio);
    const plugin = createAssemblyAIPlugin({ client: world.client, pluginName: 'TranscriptPlugin' });
    const result = await plugin.invoke('Transcribe', { INPUT: url });
    const text: string = result.getValue();
    expect(text).toMatch(/^Good morning, Daniel\. .*beta will launch on Tuesday/s);
    expect(String(result)).toBe(text);
    expect(result.function).toMatchObject({ name: 'Transcribe', pluginName: 'TranscriptPlugin' });
  });

  it('tells a prompt who speaks, where that was asked for', async () => {
    await using world = await startWorld();
    const url = await world.client.files.upload(samples.meeting.audio);
    const plugin = createAssemblyAIPlugin({ client: world.client });
    const result = await plugin.invoke('Transcribe', { input: url, speaker_labels: true });
    expect(result.getValue()).toMatch(/^Good morning, Daniel\./);
    expect(String(result)).toMatch(/^A: Good morning, Daniel\..*\nB: .*\nA: /s);
  });

  it('sends a local file where its folder is allowed, and says how to where it is not', async () => {
    await using world = await startWorld(hearing);
    const folder = await mkdtemp(join(tmpdir(), 'earmark-kernel-'));
    const path = join(folder, 'espn.wav');
    await writeFile(path, recording);
    const open = createAssemblyAIPlugin({ client: world.client, allowFileSystemAccess: { roots: [folder] } });
    const stages: string[] = [];
    const onProgress = ({ stage }: { stage: string }): void => void stages.push(stage);
    const result = await open.invoke('Transcribe', { INPUT: path }, { onProgress });
    expect(result.getValue()).toBe('Good morning.');
    expect([...new Set(stages)]).toEqual(['uploading', 'queued', 'processing', 'completed']);

    const asked = world.emulator.journal.length;
    const error = await errorOf(createAssemblyAIPlugin({ client: world.client }).invoke('Transcribe', { INPUT: path }));
    expect(error.code).toBe('fs_denied');
    expect(error.message).toMatch(/^`input` is a local path.*allowFileSystemAccess to \{ roots: \["/);
    expect(error.message).not.toContain('espn');
    expect(world.emulator.journal).toHaveLength(asked);
    await rm(folder, { recursive: true });
  });

  it('embeds the transcript in a prompt, which the gateway answers', async () => {
    await using world = await startWorld();
    const url = await world.client.files.upload(samples.meeting.audio);
    const plugin = createAssemblyAIPlugin({ client: world.client, pluginName: 'TranscriptPlugin' });
    const prompt = `Here is a transcript:\n{{TranscriptPlugin.Transcribe "${url}"}}\n---\nWhen does the beta launch?`;
    const result = await invokePrompt(prompt, { plugins: [plugin] });
    expect(result.renderedPrompt).toMatch(/^Here is a transcript:\nGood morning, Daniel\..*---\nWhen does/s);
    expect(result.getValue()).toContain('the second of June');
    expect(world.emulator.journal.at(-1)).toMatchObject({ route: 'POST /v1/chat/completions' });
  });
});

describe('the metadata of functions', () => {
  const plugin = createAssemblyAIPlugin({ client, operations: all });
  const functions = Object.values(plugin.functions).map(({ metadata }) => metadata);

  it('Transcribe is first, and its first parameter is input', () => {
    expect(functions[0]).toMatchObject({
      name: 'Transcribe',
      pluginName: 'AssemblyAIPlugin',
      returnParameter: { schema: { type: 'string' } },
    });
    const [input, ...rest] = functions[0]?.parameters ?? [];
    expect(input).toMatchObject({ name: 'input', isRequired: true, schema: { type: 'string' } });
    expect(rest.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['speaker_labels', 'max_wait_seconds', 'extra']),
    );
    expect(rest.some(({ name, isRequired }) => isRequired || name === 'wait' || name === 'audio')).toBe(false);
    expect(rest.find(({ name }) => name === 'max_wait_seconds')).toMatchObject({
      defaultValue: 600,
      includeInFunctionChoices: false,
    });
  });

  it.each(functions.map((one) => [one.name, one] as const))(
    '%s can be called from a template, and is described',
    (name, one) => {
      expect(name).toMatch(/^[A-Z][0-9A-Za-z]*$/);
      expect(one.description).toMatch(/\S/);
      expect(one.description).not.toMatch(/\b(?:get|wait|list|search|ask)_\w+/);
      for (const parameter of one.parameters) {
        expect(parameter.name).toMatch(/^\w+$/);
        expect(new Ajv({ strict: false }).validateSchema({ ...parameter.schema })).toBe(true);
      }
      expect(new Ajv({ strict: false }).validateSchema({ ...one.returnParameter.schema })).toBe(true);
      expect(one.returnParameter.description).toMatch(/\S/);
    },
  );

  it('is the core of the catalogue unless more is asked for, and deletes only then', () => {
    expect(names(createAssemblyAIPlugin({ client }))).toEqual([
      'Transcribe',
      'SubmitTranscript',
      'WaitForTranscript',
      'GetTranscript',
      'ListTranscripts',
      'GetSpeakerTurns',
      'SearchWords',
      'GetSubtitles',
      'AskTranscript',
      'SummarizeTranscript',
      'UnderstandTranscript',
    ]);
    expect(names(createAssemblyAIPlugin({ client, operations: 'full' }))).toContain('DeleteTranscript');
    expect(names(createAssemblyAIPlugin({ client, operations: ['get_transcript', 'get_transcript'] }))).toEqual([
      'GetTranscript',
    ]);
  });
});

describe('every function', () => {
  it.each(operations.map((one) => [one.id, one] as const))('%s asks what its operation asks', async (id, one) => {
    await using world = await startWorld(id === 'transcribe_clip' ? hearing : {});
    const plugin = createAssemblyAIPlugin({ client: world.client, operations: [id] });
    const [name = ''] = Object.keys(plugin.functions);
    const { audio, ...sample } = await readySample(world, one);
    const args = audio === undefined ? sample : { ...sample, [id === 'transcribe' ? 'INPUT' : 'Audio']: audio };
    const asked = world.emulator.journal.length;
    const result = await plugin.invoke(name.toUpperCase(), args);
    expect(missingFrom(world.emulator.journal.slice(asked), traces[id] ?? [])).toEqual([]);
    expect(result.getValue()).toBeDefined();
    expect(String(result)).toMatch(/\S/);
  });
});

describe('arguments', () => {
  it('are named in any letters, and text becomes what a parameter takes', async () => {
    await using world = await startWorld();
    const url = await world.client.files.upload(samples.meeting.audio);
    const plugin = createAssemblyAIPlugin({ client: world.client });
    const given = {
      Input: url,
      SPEAKER_LABELS: 'True',
      audio_start_from: '0',
      keyterms_prompt: 'beta, Daniel',
      speaker_options: '{"min_speakers_expected":1}',
      language_code: null,
    };
    await plugin.invoke('transcribe', given);
    const posted = world.emulator.journal.find(({ route }) => route === 'POST /v2/transcript')?.json;
    expect(posted).toEqual({
      audio_url: url,
      speaker_labels: true,
      audio_start_from: 0,
      keyterms_prompt: ['beta', 'Daniel'],
      speaker_options: { min_speakers_expected: 1 },
    });
    expect(given.SPEAKER_LABELS).toBe('True');
  });

  it.each<[Record<string, unknown>, string]>([
    [{}, '`input` must be an http(s) URL, a data: URL, an allowed path, or bytes, and is missing (Transcribe).'],
    [{ input: '' }, '`input` must be'],
    [{ input: 'https://a.b/c', INPUT: 'https://a.b/d' }, '`input` is given twice'],
    [
      { input: 'https://a.b/c', speaker_label: true },
      '`speaker_label` is no parameter of Transcribe, which takes input, max_wait_seconds',
    ],
    [{ input: 'https://a.b/c', wait: false }, '`wait` is no parameter of Transcribe'],
    [{ input: 'https://a.b/c', speaker_labels: 'yes' }, '`speaker_labels` must be true or false'],
    [{ input: 'https://a.b/c', audio_start_from: 'soon' }, '`audio_start_from` must be a number'],
    [{ input: 'https://a.b/c', keyterms_prompt: '[' }, '`keyterms_prompt` must be JSON of an array'],
    [{ input: 'https://a.b/c', speaker_options: 'two' }, '`speaker_options` must be JSON of an object'],
    [JSON.parse('{"input":"https://a.b/c","__proto__":{"a":1}}'), '`__proto__` is no parameter'],
  ])('%j is refused, and nothing is sent', async (args, words) => {
    await using world = await startWorld();
    const error = await errorOf(createAssemblyAIPlugin({ client: world.client }).invoke('Transcribe', args));
    expect(error.code).toBe('invalid');
    expect(error.message).toContain(words);
    expect(world.emulator.journal).toEqual([]);
  });

  it('a job that is not done in time keeps its id, and gives no empty text', async () => {
    await using world = await startWorld({
      script: {
        'POST /v2/transcript': [{ body: { id: 'a-job', status: 'queued' } }],
        'GET /v2/transcript/{transcript_id}': Array.from({ length: 9 }, () => ({
          body: { id: 'a-job', status: 'processing' },
        })),
      },
    });
    const plugin = createAssemblyAIPlugin({ client: world.client, maxWaitSeconds: 0 });
    const error = await errorOf(plugin.invoke('Transcribe', { input: 'https://a.b/c.mp3' }));
    expect([error.code, error.transcriptId]).toEqual(['timeout', 'a-job']);
  });
});

describe('a plugin that is none', () => {
  it.each<[PluginOptions, string]>([
    [{ pluginName: 'my-plugin' }, '`pluginName` must be letters'],
    [{ pluginName: '' }, '`pluginName` must be letters'],
    [
      { allowFileSystemAccess: true as never },
      '`allowFileSystemAccess` must name the folders that may be read, not true: { roots: ["/absolute/folder"]',
    ],
    [{ allowFileSystemAccess: { roots: ['here'] } }, '`allowFileSystemAccess.roots` must be'],
    [{ operations: ['transcribr'] }, 'There is no operation "transcribr"; there are transcribe,'],
    [{ operations: ['lemur_task'] }, 'use ask_transcript'],
    [{ operations: [] }, "`operations` must be 'core'"],
    [{ operations: 'all' as never }, "`operations` must be 'core'"],
  ])('%j is refused', (options, words) => {
    expect(() => createAssemblyAIPlugin({ client, ...options })).toThrow(words);
  });

  it('knows no function of another name', async () => {
    const error = await errorOf(createAssemblyAIPlugin({ client, operations: ['transcribe'] }).invoke('Transcribes'));
    expect(error.message).toBe('AssemblyAIPlugin has no such function; it has Transcribe.');
  });
});
