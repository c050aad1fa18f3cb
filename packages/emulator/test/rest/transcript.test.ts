import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, engineThatWaits, start } from '../world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);
const noResults = { text: null, words: null, utterances: null, confidence: null, audio_duration: null };

async function meeting(params: object) {
  const { client } = await start();
  return await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)), params);
}

describe('a job', () => {
  it('is queued when created, then processing, then completed, and has results only then', async () => {
    const slow = engineThatWaits();
    const { client } = await start({ engine: slow.engine });
    const created = await client.create({ audio_url: await client.upload(wav) });
    expect(created).toMatchObject({ status: 'queued', ...noResults });
    await slow.started;
    expect(await client.look(created.id)).toMatchObject({ status: 'processing', ...noResults });
    slow.finish();
    expect(await client.wait(created.id)).toMatchObject({ id: created.id, status: 'completed', text: '', words: [] });
  });

  it('has an id of its own', async () => {
    const { client } = await start({ engine: engineThatHears({}) });
    const ids = await Promise.all([1, 2, 3].map(async () => (await client.create({ audio_url: 'a' })).id));
    expect(new Set(ids).size).toBe(3);
  });

  it('echoes the request, known keys and others, from the first answer on', async () => {
    const { client } = await start({ engine: engineThatHears({}) });
    const params = {
      audio_url: await client.upload(wav),
      keyterms_prompt: ['Earmark'],
      punctuate: false,
      my_own: { a: 1 },
    };
    const created = await client.create(params);
    expect(created).toMatchObject(params);
    expect(await client.wait(created.id)).toMatchObject(params);
  });

  it('never echoes webhook_auth_header_value, only that there is one', async () => {
    const { client } = await start({ engine: engineThatHears({}) });
    const secret = { webhook_auth_header_name: 'X-Secret', webhook_auth_header_value: 'hush-hush' };
    const created = await client.create({ audio_url: await client.upload(wav), ...secret });
    for (const transcript of [created, await client.wait(created.id)]) {
      expect(transcript).toMatchObject({ webhook_auth: true, webhook_auth_header_name: 'X-Secret' });
      expect(JSON.stringify(transcript)).not.toContain('hush-hush');
    }
    const open = await client.create({ audio_url: 'a', webhook_auth_header_value: null });
    expect(open['webhook_auth']).toBe(false);
  });

  it('cannot be given results, an id or a status by its request', async () => {
    const { client } = await start();
    const forged = { id: 'mine', status: 'completed', text: 'forged', words: [], confidence: 1 };
    const created = await client.create({ audio_url: 'a', ...forged });
    expect(created).toMatchObject({ status: 'queued', ...noResults });
    expect(created.id).not.toBe('mine');
  });
});

describe('a transcript', () => {
  it('has speakers when speaker_labels is true, and utterances whose words are its words', async () => {
    const { words, utterances } = await meeting({ speaker_labels: true });
    expect(words).toEqual(samples.meeting.words);
    expect(utterances?.flatMap((utterance) => utterance.words)).toEqual(words);
    for (const utterance of utterances ?? []) {
      expect(utterance.words.every((word) => word.speaker === utterance.speaker)).toBe(true);
      expect(utterance.text).toBe(utterance.words.map((word) => word.text).join(' '));
      expect([utterance.start, utterance.end]).toEqual([utterance.words[0]?.start, utterance.words.at(-1)?.end]);
    }
    const speakers = utterances?.map((utterance) => utterance.speaker) ?? [];
    expect(speakers.filter((speaker, at) => speaker === speakers[at - 1])).toEqual([]);
  });

  it.each([{}, { speaker_labels: false }])('has no speakers with %j', async (params) => {
    const { words, utterances } = await meeting(params);
    expect(utterances).toBeNull();
    expect(words?.map((word) => word.speaker)).toEqual(samples.meeting.words.map(() => null));
  });

  it('is the sum of its words', async () => {
    const { text, words } = await meeting({});
    expect(text).toBe(words?.map((word) => word.text).join(' '));
    expect(text).toContain('The beta will launch on Tuesday');
  });

  it('is as sure as its words are on average', async () => {
    const { client } = await start({
      engine: engineThatHears({ confidence: 1 }, { confidence: 0.5 }, { confidence: 0.6 }),
    });
    expect((await client.transcribe(wav)).confidence).toBeCloseTo(0.7, 10);
  });

  it.each([
    [1, 1],
    [1.001, 2],
    [1.999, 2],
    [0.2, 1],
  ])('of %f seconds says %i in audio_duration, rounded up', async (seconds, said) => {
    const { client } = await start({ engine: engineThatHears({}) });
    expect((await client.transcribe(toWav([melody(seconds, 16_000, 1)], 16_000))).audio_duration).toBe(said);
  });

  it('says in metadata why there are no utterances where the engine knows no voices', async () => {
    const { client } = await start({ engine: engineThatHears({}) });
    const asked = await client.transcribe(wav, { speaker_labels: true });
    expect(asked).toMatchObject({ utterances: null, words: [{ speaker: null }] });
    expect(asked.metadata?.warnings).toHaveLength(1);
    expect(await client.transcribe(wav)).not.toHaveProperty('metadata');
  });
});
