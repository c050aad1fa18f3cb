import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, engineThatWaits, filesIn, makeFolder, start } from '../world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);
const gone = 'http://deleted_by_user';

function remove(url: string, id: string, key = 'any-key'): Promise<Response> {
  return fetch(`${url}/v2/transcript/${id}`, { method: 'DELETE', headers: { authorization: key } });
}

describe('a transcript that is deleted', () => {
  it('is scrubbed of all that was said and asked, now and on every later look', async () => {
    const { emulator, client } = await start();
    const secrets = { prompt: 'hush', keyterms_prompt: ['hush'], custom_spelling: [{ from: ['hush'], to: 'hush' }] };
    const audio = new Uint8Array(await readFile(samples.meeting.audio));
    const { id, audio_duration } = await client.transcribe(audio, { speaker_labels: true, my_own: 'hush', ...secrets });
    const response = await remove(emulator.url, id);
    const scrubbed: unknown = await response.json();
    expect(response.status).toBe(200);
    expect(scrubbed).toMatchObject({
      id,
      status: 'completed',
      audio_url: gone,
      webhook_url: gone,
      text: 'Deleted by user.',
      audio_duration,
      language_code: 'en_us',
      speaker_labels: true,
      words: null,
      utterances: null,
      confidence: null,
      prompt: null,
    });
    expect(JSON.stringify(scrubbed)).not.toMatch(/hush|beta|Tuesday/);
    expect(await client.look(id)).toEqual(scrubbed);
    expect(await (await remove(emulator.url, id)).json()).toEqual(scrubbed);
    expect((await client.get(`/v2/transcript/${id}/srt`)).status).toBe(400);
  });

  it('takes its upload along, and nothing of it stays in the folder', async () => {
    const data = await makeFolder();
    const { emulator, client } = await start({ engine: engineThatHears({ text: 'hush' }), data });
    const [kept, removed] = [await client.transcribe(wav), await client.transcribe(wav)];
    await remove(emulator.url, removed.id);
    const files = await filesIn(data);
    expect(files.filter(({ path }) => path.startsWith('uploads/'))).toHaveLength(1);
    expect(files.find(({ path }) => path.includes(removed.id))?.text).not.toContain('hush');
    expect((await client.look(kept.id)).text).toBe('hush');
    const again = await client.create({ audio_url: removed['audio_url'] });
    expect((await client.wait(again.id)).error).toMatch(/^Download error, unable to download/);
  });

  it('is on the list, without where its audio was', async () => {
    const { emulator, client } = await start({ engine: engineThatHears({}) });
    const { id } = await client.transcribe(wav);
    await remove(emulator.url, id);
    const list: unknown = await (await client.get('/v2/transcript')).json();
    expect(list).toMatchObject({ transcripts: [{ id, status: 'completed', audio_url: gone, error: null }] });
  });

  it('may have failed', async () => {
    const { emulator, client } = await start();
    const { id } = await client.transcribe('no audio');
    const scrubbed: unknown = await (await remove(emulator.url, id)).json();
    expect(scrubbed).toMatchObject({ status: 'completed', text: 'Deleted by user.', audio_duration: null });
    expect(scrubbed).not.toHaveProperty('error');
  });
});

it('a job that has not ended cannot be deleted, and goes on', async () => {
  const slow = engineThatWaits();
  const { emulator, client } = await start({ engine: slow.engine });
  const { id } = await client.create({ audio_url: await client.upload(wav) });
  await slow.started;
  const response = await remove(emulator.url, id);
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: 'Transcript cannot be deleted, its status is processing' },
  ]);
  slow.finish();
  expect((await client.wait(id)).status).toBe('completed');
});

it('an unknown transcript cannot be deleted', async () => {
  const { emulator } = await start();
  const response = await remove(emulator.url, 'unknown');
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: 'Transcript lookup error, transcript id not found' },
  ]);
});
