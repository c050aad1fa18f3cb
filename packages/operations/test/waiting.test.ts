import { describe, expect, it } from 'vitest';
import { errorOf, operation, startWorld } from './world.ts';

const body = { id: 'job-1', status: 'processing', audio_url: 'http://127.0.0.1:9/a.mp3' };
const audio = 'http://127.0.0.1:9/a.mp3';
const get = 'GET /v2/transcript/{transcript_id}';
const looks = Array.from({ length: 400 }, () => ({ body }));

describe('a job that takes long', () => {
  it('is handed back as it is, with what to call next, once the host’s time is over', async () => {
    await using world = await startWorld({ script: { 'POST /v2/transcript': [{ body }], [get]: looks } });
    const context = { client: world.client, maxWaitSeconds: 45 };
    const output = await operation('transcribe').run({ audio, max_wait_seconds: 600 }, context);
    expect(output).toEqual(body);
    expect(operation('transcribe').brief(output, { audio }).structured).toMatchObject({ next: 'wait_for_transcript' });
    expect(world.emulator.journal.filter(({ route }) => route === 'POST /v2/transcript')).toHaveLength(1);
    expect(world.emulator.journal.length).toBeLessThan(60);
  });

  it('is not waited for where that is not wanted', async () => {
    await using world = await startWorld({ script: { 'POST /v2/transcript': [{ body }] } });
    expect(await operation('transcribe').run({ audio, wait: false }, { client: world.client })).toEqual(body);
    expect(world.emulator.journal).toHaveLength(1);
  });

  it('throws what it failed of', async () => {
    const failed = { body: { ...body, status: 'error', error: 'Transcoding failed.' } };
    await using world = await startWorld({ script: { [get]: [failed] } });
    const error = await errorOf(
      operation('wait_for_transcript').run({ transcript_id: 'job-1' }, { client: world.client }),
    );
    expect(error).toMatchObject({ code: 'transcript_failed', transcriptId: 'job-1' });
  });

  it('hears the signal before anything is sent', async () => {
    await using world = await startWorld();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(operation('transcribe').run({ audio }, { client: world.client, signal })).rejects.toThrow('enough');
    expect(world.emulator.journal).toEqual([]);
  });
});

describe('a question', () => {
  const transcript_id = 'job-1';
  const done = { body: { ...body, status: 'completed', text: 'What the other one said.' } };
  const chat = { body: { choices: [{ message: { content: 'Yes.' } }] } };

  it('is asked of the model that is named, by input, then by host, then by the gateway', async () => {
    await using world = await startWorld({ script: { 'POST /v1/chat/completions': [chat, chat, chat] } });
    const asked = { transcript_id, question: 'Is it?' };
    await operation('ask_transcript').run({ ...asked, model: 'by-input' }, { client: world.client, model: 'by-host' });
    await operation('ask_transcript').run(asked, { client: world.client, model: 'by-host' });
    await operation('ask_transcript').run(asked, { client: world.client });
    const models = world.emulator.journal.flatMap(({ json }) => Object(json).model ?? []);
    expect(models).toEqual(['by-input', 'by-host', 'earmark-extractive']);
  });

  it('takes further recordings into account, and refuses one that is not done', async () => {
    await using world = await startWorld({ script: { [get]: [done, { body }], 'POST /v1/chat/completions': [chat] } });
    const asked = { transcript_id, other_transcript_ids: ['job-2'], question: 'Is it?', model: 'm' };
    await operation('ask_transcript').run(asked, { client: world.client });
    const sent = JSON.stringify(world.emulator.journal.at(-1)?.json);
    expect(sent).toContain('{{ transcript }}');
    expect(sent).toContain('What the other one said.');
    const error = await errorOf(operation('ask_transcript').run(asked, { client: world.client }));
    expect(error).toMatchObject({ code: 'not_ready', transcriptId: 'job-2' });
  });
});

it('turns that nobody told apart are refused, with the way out', async () => {
  const flat = { body: { ...body, status: 'completed', text: 'Hm.', utterances: null } };
  await using world = await startWorld({ script: { [get]: [flat] } });
  const error = await errorOf(operation('get_speaker_turns').run({ transcript_id: 'job-1' }, { client: world.client }));
  expect(error.message).toContain('`speaker_labels`');
});
