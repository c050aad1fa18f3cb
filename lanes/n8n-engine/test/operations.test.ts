import { createClient } from '@earmark/core';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { findOperation } from '@earmark/operations';
import { missingFrom, traces } from '@earmark/operations/traces';
import type { INodeParameters } from 'n8n-workflow';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineRun, jsonOf, runNode } from './engine.ts';

let emulator: Emulator;
let audioUrl = '';
let id = '';
let redactedId = '';
let recording = '';

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  const client = createClient({ apiKey: 'any', baseUrl: emulator.url });
  audioUrl = await client.files.upload(samples.meeting.audio);
  id = (await client.transcripts.transcribe(audioUrl, { speaker_labels: true })).id;
  redactedId = (await client.transcripts.transcribe(audioUrl, { redact_pii: true, redact_pii_audio: true })).id;
  recording = (await readFile(samples.meeting.audio)).toString('base64');
});
afterAll(async () => {
  await emulator.close();
});

const binary = (): NonNullable<EngineRun['items']> => [
  { json: {}, binary: { data: { data: recording, mimeType: 'audio/wav', fileName: 'meeting.wav' } } },
];
const run = async (operation: string, parameters: INodeParameters = {}, resource = 'transcript', more = {}) => {
  const transcriptId = { __rl: true, mode: 'id', value: parameters['id'] ?? id };
  const before = emulator.journal.length;
  const done = await runNode(emulator, { parameters: { resource, operation, transcriptId, ...parameters }, ...more });
  expect(done.error).toBeUndefined();
  return { done, items: jsonOf(done), asked: emulator.journal.slice(before) };
};
const fileOf = ({ data }: Awaited<ReturnType<typeof runNode>>): string =>
  Buffer.from(data?.['main']?.[0]?.[0]?.binary?.['data']?.data ?? '', 'base64').toString();

describe('what each operation gives, and asks for as the catalogue does', () => {
  const words = findOperation('search_words').sample.input['words'] as string[];
  const question = findOperation('ask_transcript').sample.input['question'] as string;
  it.each([
    ['get_transcript', 'get', { output: 'simplified' }, 'transcript', { status: 'completed' }],
    ['wait_for_transcript', 'wait', { output: 'raw' }, 'transcript', { status: 'completed', words: expect.any(Array) }],
    ['search_words', 'search', { words: words.join(', ') }, 'transcript', { total_count: expect.any(Number) }],
    [
      'list_transcripts',
      'getAll',
      { limit: 2, filters: { status: 'completed' } },
      'transcript',
      { status: 'completed' },
    ],
    ['ask_transcript', 'ask', { question }, 'ai', { answer: expect.any(String) }],
    ['summarize_transcript', 'summarize', { options: { style: 'paragraph' } }, 'ai', { summary: expect.any(String) }],
    [
      'understand_transcript',
      'understand',
      { options: { custom_formatting: '{"date":"yyyy-mm-dd"}' } },
      'ai',
      { speech_understanding: expect.any(Object) },
    ],
    [
      'chat_completion',
      'chat',
      { model: 'a-model', messages: '[{"role":"user","content":"When does the beta launch?"}]' },
      'ai',
      { choices: expect.any(Array) },
    ],
    [
      'custom_api_call',
      'call',
      { method: 'GET', path: '/v2/transcript', options: { query: '{"limit":1}' } },
      'api',
      { status: 200 },
    ],
  ])('%s', async (operation, value, parameters, resource, expected) => {
    const { items, asked } = await run(value, parameters, resource);
    expect(items[0]).toMatchObject(expected);
    expect(missingFrom(asked, traces[operation] ?? [])).toEqual([]);
  });

  it('action items are a summary with that style', async () => {
    const { items, asked } = await run('actionItems', {}, 'ai');
    expect(items[0]).toMatchObject({ summary: expect.any(String) });
    expect(JSON.stringify(asked)).toContain('what was agreed to be done');
  });

  it('create starts a job and does not look at it', async () => {
    const { items, asked } = await run('create', { audioUrl });
    expect(items[0]).toMatchObject({ status: 'queued' });
    expect(asked.map(({ route }) => route)).toEqual(['POST /v2/transcript']);
  });

  it('a binary field is sent whole, with its length', async () => {
    const { items, asked } = await run('upload', { binaryField: 'data' }, 'file', { items: binary() });
    expect(items[0]).toMatchObject({ upload_url: expect.stringContaining('http') });
    const sent = asked.find(({ route }) => route === 'POST /v2/upload');
    expect(Number(sent?.headers['content-length'])).toBe(Buffer.byteLength(recording, 'base64'));
    expect(missingFrom(asked, traces['upload_file'] ?? [])).toEqual([]);
  });

  it('a binary field becomes words, and nothing stays when that is asked for', async () => {
    const parameters = { source: 'binary', binaryField: 'data', output: 'text', deleteAfterwards: true };
    const { items, asked } = await run('transcribe', parameters, 'transcript', { items: binary() });
    expect(items[0]?.['text']).toContain('Good morning, Daniel.');
    expect(asked.at(-1)?.route).toBe('DELETE /v2/transcript/{transcript_id}');
  });

  it('deleting says so, and no more than the id', async () => {
    const made = await run('create', { audioUrl });
    const own = made.items[0]?.['id'] as string;
    await run('wait', { id: own });
    const { items, asked } = await run('delete', { id: own });
    expect(items).toEqual([{ deleted: true, id: own }]);
    expect(missingFrom(asked, traces['delete_transcript'] ?? [])).toEqual([]);
  });

  it('Return All reads page after page', async () => {
    const all = await run('getAll', { returnAll: true });
    const one = await run('getAll', { limit: 1 });
    expect(all.items.length).toBeGreaterThan(2);
    expect(one.items).toEqual(all.items.slice(0, 1));
  });
});

describe('a transcript as it is asked for', () => {
  it.each([
    ['srt', '-->', 'application/x-subrip'],
    ['vtt', 'WEBVTT', 'text/vtt'],
    ['txt', 'Speaker A: Good morning, Daniel.', 'text/plain'],
    ['md', '**Speaker A** (0:00)', 'text/markdown'],
  ])('%s is a file', async (output, expected, type) => {
    const { done } = await run('export', { output });
    expect(fileOf(done)).toContain(expected);
    const { fileName, mimeType } = done.data?.['main']?.[0]?.[0]?.binary?.['data'] ?? {};
    expect({ fileName, mimeType }).toEqual({ fileName: `${id}.${output}`, mimeType: type });
  });

  it.each(['utterances', 'sentences', 'paragraphs'])(
    '%s are items with times, each paired with its own',
    async (output) => {
      const { done, items } = await run('get', { output });
      expect(items.length).toBeGreaterThan(1);
      for (const item of items)
        expect(item).toMatchObject({ transcript_id: id, start: expect.any(Number), text: expect.any(String) });
      expect(done.data?.['main']?.[0]?.every(({ pairedItem }) => Object(pairedItem).item === 0)).toBe(true);
    },
  );

  it('selected fields are those and no other', async () => {
    const { items } = await run('get', { output: 'selected', fields: 'id, audio_duration' });
    expect(Object.keys(items[0] ?? {})).toEqual(['id', 'audio_duration']);
  });

  it('chunks hold every word within their size, with their times in order', async () => {
    const whole = await run('get', { output: 'speakers' });
    const { items } = await run('chunk', { maxChars: 120 });
    expect(items.length).toBeGreaterThan(2);
    for (const { text } of items) expect((text as string).length).toBeLessThanOrEqual(120);
    expect(spoken(items.map(({ text }) => text as string).join('\n'))).toBe(spoken(whole.items[0]?.['text'] as string));
    const starts = items.map(({ start_ms }) => Number(start_ms));
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  });

  it('redacted audio is a file', async () => {
    const { done, asked } = await run('redactedAudio', { id: redactedId });
    expect(fileOf(done).length).toBeGreaterThan(1000);
    expect(missingFrom(asked, traces['get_redacted_audio'] ?? [])).toEqual([]);
  });
});

// What was said, whoever is named before it.
function spoken(text: string): string {
  return text
    .replaceAll(/(^|\n)(Speaker )?[A-Z]: /g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
