import { describe, expect, it } from 'vitest';
import type { UnderstandingParams } from '../src/index.ts';
import { countOf, errorOf, reasonOf, recording, startFaulty } from './world.ts';

const route = 'POST /v1/understanding';
const speech_understanding = { request: { translation: { target_languages: ['de'] } } } as const;

describe('speech understanding', () => {
  it('runs on a transcript that exists', async () => {
    await using world = await startFaulty({ [route]: [{ status: 429 }] });
    const { id: transcript_id } = await world.client.transcripts.transcribe(recording);
    const result = await world.client.understanding.run({ transcript_id, speech_understanding });
    expect(result.speech_understanding).toMatchObject({ request: speech_understanding.request });
    expect(countOf(world.emulator, route)).toBe(2);
  });

  it.each([[{ reset: true as const }], [{ status: 500 }]])(
    'is paid for, and not done again after %j',
    async (answer) => {
      await using world = await startFaulty({ [route]: [answer] });
      const error = await errorOf(world.client.understanding.run({ transcript_id: 'job-1', speech_understanding }));
      expect(error).toMatchObject({ retryable: true, transcriptId: 'job-1' });
      expect(countOf(world.emulator, route)).toBe(1);
    },
  );

  it('of nothing is not_found, with the id', async () => {
    await using world = await startFaulty({});
    const error = await errorOf(world.client.understanding.run({ transcript_id: 'nobody', speech_understanding }));
    expect(error).toMatchObject({ transcriptId: 'nobody' });
    expect(['not_found', 'invalid']).toContain(error.code);
  });

  it('with wrong parameters is refused before anything is sent, and so is one that is aborted', async () => {
    await using world = await startFaulty({});
    const wrong = { transcript_id: 7, speech_understanding } as unknown as UnderstandingParams;
    expect(await errorOf(world.client.understanding.run(wrong))).toMatchObject({ code: 'invalid' });
    const call = world.client.understanding.run(
      { transcript_id: 'a', speech_understanding },
      { signal: AbortSignal.abort('no') },
    );
    expect(await reasonOf(call)).toBe('no');
    expect(world.emulator.journal).toEqual([]);
  });
});
