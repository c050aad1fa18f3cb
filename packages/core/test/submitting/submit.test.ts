import type { ScriptedAnswer } from '@earmark/emulator';
import { describe, expect, it } from 'vitest';
import type { EarmarkError } from '../../src/index.ts';
import { busy, broken, countOf, html, jobsAt, key, postTranscript, recording, startFaulty } from '../world.ts';

describe('an answer that is lost after the job was created leads to no second one', () => {
  const lost: [string, ScriptedAnswer][] = [
    ['a reset', { afterwards: 'reset' }],
    ['a hang', { afterwards: 'hang' }],
    ['a 500', { ...broken, afterwards: 'answer' }],
    ['a 503 in HTML', { status: 503, ...html, afterwards: 'answer' }],
    ['a 408', { status: 408, afterwards: 'answer' }],
    ['half of the JSON', { status: 200, body: '{"id":"jo', afterwards: 'answer' }],
    ['another shape', { status: 200, body: {}, afterwards: 'answer' }],
    ['a cut connection', { truncate: 20 }],
  ];

  it.each(lost)('%s', async (_, answer) => {
    await using world = await startFaulty({ [postTranscript]: [answer] });
    const transcript = await world.client.transcripts.transcribe(recording, { speaker_labels: true });
    expect(transcript.text).toBe('Good morning.');
    expect(await jobsAt(world.emulator)).toMatchObject([{ id: transcript.id }]);
    expect(countOf(world.emulator, postTranscript)).toBe(1);
  });

  it('nor does one that is lost again and again', async () => {
    await using world = await startFaulty({
      [postTranscript]: [{ reset: true, times: 3 }, { afterwards: 'reset' }],
      'GET /v2/transcript': [{ reset: true }, broken, busy],
    });
    await world.client.transcripts.transcribe(recording);
    expect(await jobsAt(world.emulator)).toHaveLength(1);
    expect(countOf(world.emulator, postTranscript)).toBe(4);
  });
});

describe('two submissions of the same audio at once get a job each, and no third', () => {
  it.each<[string, ScriptedAnswer[]]>([
    ['one answer is lost', [{ afterwards: 'reset' }]],
    ['the other is lost', [{ delayMs: 50 }, { afterwards: 'reset' }]],
    ['both are', [{ afterwards: 'reset', times: 2 }]],
    ['one is lost, and nothing was done', [{ reset: true }, { delayMs: 100 }]],
    ['one is lost, and one not even heard', [{ afterwards: 'reset' }, { reset: true }]],
  ])('%s', async (_, answers) => {
    await using world = await startFaulty({ [postTranscript]: answers });
    const audio = await world.client.files.upload(recording);
    const done = await Promise.all([
      world.client.transcripts.transcribe(audio),
      world.client.transcripts.transcribe(audio),
    ]);
    const jobs = await jobsAt(world.emulator);
    expect(jobs.map(({ id }) => id).toSorted()).toEqual(done.map(({ id }) => id).toSorted());
  });
});

describe('a job of somebody else with the same audio is not taken for ours', () => {
  it.each<[string, object, object]>([
    [
      'a number differs',
      { speakers_expected: 3, speaker_labels: true },
      { speakers_expected: 2, speaker_labels: true },
    ],
    ['a flag differs', { punctuate: false }, { punctuate: true }],
    ['the language differs', { language_code: 'de' }, { language_code: 'en' }],
  ])('%s: ours is found', async (_, theirs, ours) => {
    const { seen, foreign, jobs } = await withForeignJob({ afterwards: 'reset' }, theirs, ours);
    expect(seen).toMatchObject({
      status: 'completed',
      text: 'Good morning.',
      ...ours,
      language_code: expect.any(String) as string,
    });
    expect(seen).not.toMatchObject({ id: foreign });
    expect(jobs).toBe(2);
  });

  it('and where ours was never created, it is created', async () => {
    const { seen, foreign, jobs } = await withForeignJob({ reset: true }, { punctuate: false }, { punctuate: true });
    expect(seen).toMatchObject({ status: 'completed' });
    expect(seen).not.toMatchObject({ id: foreign });
    expect(jobs).toBe(2);
  });

  it('ours is found beside one that has more switched on', async () => {
    const { seen, foreign, jobs } = await withForeignJob({ afterwards: 'reset' }, { speaker_labels: true });
    expect(seen).toMatchObject({ status: 'completed', speaker_labels: false });
    expect(seen).not.toMatchObject({ id: foreign });
    expect(jobs).toBe(2);
  });

  it.each<[string, ScriptedAnswer, object, number]>([
    ['the very same is there too', { afterwards: 'reset' }, {}, 2],
    ['nothing but one with more switched on is there', { reset: true }, { speaker_labels: true }, 1],
  ])('where %s, the error names the candidates, and nothing is submitted again', async (_, answer, theirs, count) => {
    const { seen, foreign, jobs } = await withForeignJob(answer, theirs);
    expect(seen).toMatchObject({ code: 'network', retryable: false });
    expect((seen as EarmarkError).message).toContain(foreign);
    expect(jobs).toBe(count);
  });
});

interface Seen {
  readonly seen: unknown;
  readonly foreign: string;
  readonly jobs: number;
}

async function withForeignJob(answer: ScriptedAnswer, theirs: object, ours = {}): Promise<Seen> {
  await using world = await startFaulty({ [postTranscript]: [{}, answer] });
  const audio_url = await world.client.files.upload(recording);
  const foreign = await fetch(`${world.emulator.url}/v2/transcript`, {
    method: 'POST',
    headers: { authorization: key },
    body: JSON.stringify({ audio_url, ...theirs }),
  });
  const { id } = (await foreign.json()) as { id: string };
  const seen = await world.client.transcripts.transcribe(audio_url, ours).catch((error: unknown) => error);
  return { seen, foreign: id, jobs: (await jobsAt(world.emulator)).length };
}
