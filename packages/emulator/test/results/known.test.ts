import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { answerKnown } from '../../src/results/known.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, start } from '../world.ts';

const everything = {
  entity_detection: true,
  sentiment_analysis: true,
  iab_categories: true,
  content_safety: true,
  summarization: true,
};
const results = [
  'chapters',
  'entities',
  'sentiment_analysis_results',
  'iab_categories_result',
  'content_safety_labels',
  'summary',
  'auto_highlights_result',
  'speech_understanding',
  'translated_texts',
];
const noLabels = { status: 'unavailable', results: [], summary: {} };

describe('what takes a mind to know', () => {
  it('is null unless it is asked for, whatever the fixture knows', async () => {
    const { client } = await start();
    const transcript = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)));
    expect(results.map((key) => transcript[key])).toEqual(results.map(() => null));
    expect(transcript).not.toHaveProperty('metadata');
  });

  it('is answered from the fixture of the recording', async () => {
    const { client } = await start();
    const asked = { ...everything, iab_categories: false, content_safety: false, speaker_labels: true };
    const meeting = new Uint8Array(await readFile(samples.meeting.audio));
    const transcript = await client.transcribe(meeting, asked);
    const { chapters } = await client.transcribe(meeting, { auto_chapters: true });
    expect(chapters).toMatchObject([{ gist: 'Launch date', start: 400 }, {}, {}]);
    expect(transcript['entities']).toContainEqual(
      expect.objectContaining({ entity_type: 'person_name', text: 'Maria' }),
    );
    expect(transcript['sentiment_analysis_results']).toContainEqual(
      expect.objectContaining({ text: 'That is good news.', sentiment: 'POSITIVE', speaker: 'A' }),
    );
    expect(transcript['summary']).toMatch(/^- The beta launches/);
    expect(transcript.metadata).toBeUndefined();
  });

  it('is unavailable in an engine’s words, and a warning says of what', async () => {
    const { client } = await start({ engine: engineThatHears({ text: 'Great!' }) });
    const transcript = await client.transcribe(toWav([melody(2, 16_000, 1)], 16_000), everything);
    expect(transcript).toMatchObject({
      status: 'completed',
      chapters: null,
      entities: null,
      sentiment_analysis_results: null,
      iab_categories_result: noLabels,
      content_safety_labels: noLabels,
      summary: null,
    });
    const warnings = transcript.metadata?.warnings.map(({ message }) => message.split(' ')[0]);
    expect(warnings?.toSorted()).toEqual(Object.keys(everything).toSorted());
  });
});

describe('answerKnown', () => {
  const window = { start: 1_000, end: 2_000 };
  const entities = [0, 1_200, 2_500].map((from) => ({ text: 'Ann', start: from, end: from + 300 }));

  it('cuts what has times to the window, and gives up what has none', () => {
    const known = { entities, summary: 'All of it.' };
    const answer = answerKnown(known, { entity_detection: true, summarization: true }, window);
    expect(answer.results).toMatchObject({ entities: [entities[1]], summary: null });
    expect(answer.warnings).toEqual([expect.stringMatching(/^summarization is unavailable/)]);
  });

  it('takes no kind of summary for another', () => {
    const known = { summary: 'Launch', summary_type: 'gist' };
    const summaries = ['gist', 'bullets', undefined].map((summary_type) => {
      const { summary } = answerKnown(known, { summarization: true, summary_type }, undefined).results;
      return summary;
    });
    expect(summaries).toEqual(['Launch', null, null]);
  });

  it('names no speakers that were not asked for', () => {
    const known = { sentiment_analysis_results: [{ text: 'Hi.', speaker: 'A' }] };
    const asked = { sentiment_analysis: true };
    expect(answerKnown(known, asked, undefined).results).toMatchObject({
      sentiment_analysis_results: [{ speaker: null }],
    });
    const labelled = answerKnown(known, { ...asked, speaker_labels: true }, undefined);
    expect(labelled.results).toMatchObject(known);
  });
});
