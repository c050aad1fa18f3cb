import type { ScriptedAnswer } from '@earmark/emulator';
import { describe, expect, it } from 'vitest';
import { broken, countOf, errorOf, getTranscript, job, recording, startFaulty } from './world.ts';

const remove = 'DELETE /v2/transcript/{transcript_id}';

describe('delete', () => {
  it('leaves nothing of what was said', async () => {
    await using world = await startFaulty({});
    const { id } = await world.client.transcripts.transcribe(recording);
    const left = await world.client.transcripts.delete(id);
    expect(left).toMatchObject({ id, text: 'Deleted by user.', audio_url: 'http://deleted_by_user' });
    expect(await world.client.transcripts.get(id)).toMatchObject({ words: null });
    expect(countOf(world.emulator, remove)).toBe(1);
  });

  it.each<[string, ScriptedAnswer]>([
    ['a reset', { afterwards: 'reset' }],
    ['a 500', { ...broken, afterwards: 'answer' }],
    ['half of the JSON', { status: 200, body: '{', afterwards: 'answer' }],
  ])('whose answer is lost in %s is looked for, and not done twice', async (_, answer) => {
    await using world = await startFaulty({ [remove]: [answer] });
    const { id } = await world.client.transcripts.transcribe(recording);
    expect(await world.client.transcripts.delete(id)).toMatchObject({ id, text: 'Deleted by user.' });
    expect(countOf(world.emulator, remove)).toBe(1);
  });

  it.each<[string, ScriptedAnswer]>([
    ['a reset', { reset: true }],
    ['a 500', broken],
    ['a 429', { status: 429 }],
  ])('that was not done, for %s, is done', async (_, answer) => {
    await using world = await startFaulty({ [remove]: [answer] });
    const { id } = await world.client.transcripts.transcribe(recording);
    expect(await world.client.transcripts.delete(id)).toMatchObject({ text: 'Deleted by user.' });
    expect(await world.client.transcripts.get(id)).toMatchObject({ text: 'Deleted by user.' });
    expect(countOf(world.emulator, remove)).toBe(2);
  });

  it('of a job that runs is not_ready, with its id', async () => {
    const said = { error: 'Transcript cannot be deleted, its status is processing' };
    await using world = await startFaulty({
      [remove]: [{ status: 400, body: said }],
      [getTranscript]: [job('processing')],
    });
    expect(await errorOf(world.client.transcripts.delete('job-1'))).toMatchObject({
      code: 'not_ready',
      transcriptId: 'job-1',
    });
    expect(countOf(world.emulator, getTranscript)).toBe(0);
  });
});
