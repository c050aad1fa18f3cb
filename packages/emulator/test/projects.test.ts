import { describe, expect, it } from 'vitest';
import { connect } from './client.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, start } from './world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);
const unknownId = [400, { error: 'Transcript lookup error, transcript id not found' }];
const keys = { 'key-a': 'a', 'also-a': 'a', 'key-b': 'b', 'key-path': '../..' };

async function startProjects() {
  const { emulator } = await start({ engine: engineThatHears({}), keys });
  const as = (key: string) => connect(emulator.url, key);
  return { emulator, as };
}

async function answerOf(response: Response): Promise<unknown[]> {
  return [response.status, await response.json()];
}

describe('where keys have projects', () => {
  it('a transcript is there for every key of its project, and unknown to the others', async () => {
    const { emulator, as } = await startProjects();
    const { id } = await as('key-a').transcribe(wav);
    expect((await as('also-a').look(id)).id).toBe(id);
    for (const rest of ['', '/srt', '/vtt']) {
      expect(await answerOf(await as('key-b').get(`/v2/transcript/${id}${rest}`))).toEqual(unknownId);
    }
    const init = { method: 'DELETE', headers: { authorization: 'key-b' } };
    expect(await answerOf(await fetch(`${emulator.url}/v2/transcript/${id}`, init))).toEqual(unknownId);
    expect((await as('key-a').look(id))['text']).not.toBe('Deleted by user.');
  });

  it('a list shows its own, and knows no other’s id as a place to begin', async () => {
    const { as } = await startProjects();
    const { id } = await as('key-a').transcribe(wav);
    const own = await as('key-b').transcribe(wav);
    const list: unknown = await (await as('key-b').get('/v2/transcript')).json();
    expect(list).toMatchObject({ page_details: { result_count: 1 }, transcripts: [{ id: own.id }] });
    expect(await answerOf(await as('key-b').get(`/v2/transcript?before_id=${id}`))).toEqual(unknownId);
  });

  it.each(['key-b', 'key-path'])('an upload is its project’s alone, not for %s', async (key) => {
    const { as } = await startProjects();
    const audio_url = await as('key-a').upload(wav);
    const refused = await as(key).post('/v2/transcript', { audio_url });
    expect(await answerOf(refused)).toEqual([403, { error: 'Cannot access uploaded file' }]);
    const { id } = await as('also-a').create({ audio_url });
    expect((await as('key-a').wait(id)).status).toBe('completed');
    expect((await as('key-path').transcribe(wav)).status).toBe('completed');
  });

  it('a key that has none is refused', async () => {
    const { as } = await startProjects();
    for (const key of ['a', 'key-c', 'constructor', '__proto__']) {
      expect((await as(key).get('/v2/transcript')).status).toBe(401);
    }
  });
});

it('keys in a list share one project, and so do all keys where any is accepted', async () => {
  for (const given of [['one', 'two'], undefined]) {
    const { emulator } = await start({ engine: engineThatHears({}), keys: given });
    const { id } = await connect(emulator.url, 'one').transcribe(wav);
    expect((await connect(emulator.url, 'two').look(id)).id).toBe(id);
  }
});

it('an upload is not there for a browser', async () => {
  const { client } = await start();
  expect((await fetch(await client.upload(wav))).status).toBe(404);
});
