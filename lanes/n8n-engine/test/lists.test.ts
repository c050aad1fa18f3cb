import { createClient } from '@earmark/core';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { editorOf, node } from './engine.ts';

const { searchTranscripts } = node.methods?.listSearch ?? {};
const { getModels } = node.methods?.loadOptions ?? {};
const ids: string[] = [];
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures', keys: ['right'] });
  const client = createClient({ apiKey: 'right', baseUrl: emulator.url });
  const audio_url = await client.files.upload(samples.meeting.audio);
  // One more than a page.
  for (let made = 0; made < 51; made += 1) ids.unshift((await client.transcripts.create({ audio_url })).id);
});
afterAll(async () => {
  await emulator.close();
});

const search = async (filter?: string, token?: string) =>
  await searchTranscripts?.call(editorOf(emulator, 'right'), filter, token);

it('transcripts are listed newest first, page after page, each once', async () => {
  const first = await search();
  expect(first?.results.map(({ value }) => value)).toEqual(ids.slice(0, 50));
  expect(first?.paginationToken).toEqual(expect.any(String));
  const second = await search('', String(first?.paginationToken));
  expect(second?.results.map(({ value }) => value)).toEqual(ids.slice(50));
  expect(second?.paginationToken).toBeUndefined();
});

it('a filter finds what a page shows, whatever its case', async () => {
  const wanted = ids[3] ?? '';
  expect((await search(wanted.toUpperCase()))?.results.map(({ value }) => value)).toEqual([wanted]);
  expect((await search('no such transcript'))?.results).toEqual([]);
});

it('models are those that the gateway lists now', async () => {
  const answer = await fetch(`${emulator.llmGatewayUrl}/models`, { headers: { authorization: 'right' } });
  const listed: readonly { readonly id: string }[] = Object(await answer.json()).data;
  expect(listed.length).toBeGreaterThan(0);
  const models = await getModels?.call(editorOf(emulator, 'right'));
  expect(models).toEqual(listed.map(({ id }) => ({ name: id, value: id })));
});

const refusal = {
  name: 'NodeApiError',
  httpCode: '401',
  description: expect.stringContaining('Open the AssemblyAI credential'),
};

it('a list of transcripts that a wrong key cannot have is an error with advice, not an empty list', async () => {
  await expect(searchTranscripts?.call(editorOf(emulator, 'wrong'))).rejects.toMatchObject(refusal);
});

it('a list of models that the gateway refuses is one, too', async () => {
  // Whoever asks the gateway for its models is told: a key is refused by the script alone.
  const refusing = await startEmulator({ engine: 'fixtures', script: () => ({ status: 401 }) });
  try {
    await expect(getModels?.call(editorOf(refusing, 'wrong'))).rejects.toMatchObject(refusal);
  } finally {
    await refusing.close();
  }
});
