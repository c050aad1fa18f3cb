import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { understand } from '../../src/results/understanding.ts';
import { start } from '../world.ts';

async function transcribe(request: object, params: object = {}) {
  const { client } = await start();
  const asked = { speech_understanding: { request }, speaker_labels: true, ...params };
  return await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)), asked);
}

describe('speech understanding', () => {
  it('answers action items with what was said and when, under the request’s own settings', async () => {
    const request = { action_items: { effort: 'medium' } };
    const { speech_understanding, metadata } = await transcribe(request);
    expect(speech_understanding).toMatchObject({
      request,
      response: { action_items: { effort: 'medium', status: 'success' } },
    });
    expect(speech_understanding).toHaveProperty('response.action_items.items.1', {
      action_item: 'Daniel reviews the release notes on Friday.',
      quote: 'I will review them on Friday.',
      timestamp: 31_901,
    });
    expect(metadata).toBeUndefined();
  });

  it('names the speakers wherever they are', async () => {
    const request = { speaker_identification: { speaker_type: 'name', known_values: ['Julia', 'Daniel'] } };
    const { words, utterances, speech_understanding } = await transcribe(request);
    const identified = { mapping: { A: 'Julia', B: 'Daniel' }, status: 'success' };
    expect(speech_understanding).toMatchObject({ response: { speaker_identification: identified } });
    expect(new Set(words?.map(({ speaker }) => speaker))).toEqual(new Set(['Julia', 'Daniel']));
    expect(utterances?.slice(0, 2).map(({ speaker }) => speaker)).toEqual(['Julia', 'Daniel']);
    expect(utterances).toHaveLength(13);
  });

  it('calls nobody by a name that was not among the choices', async () => {
    const request = { speaker_identification: { speaker_type: 'role', known_values: ['Agent', 'Customer'] } };
    const { words, speech_understanding, metadata } = await transcribe(request);
    expect(words?.[0]?.speaker).toBe('A');
    const nobody = { mapping: {}, status: 'unavailable' };
    expect(speech_understanding).toMatchObject({ response: { speaker_identification: nobody } });
    expect(metadata?.warnings[0]?.message).toMatch(/^speech_understanding\.speaker_identification is unavailable/);
  });

  it('answers a translation at the top, and only into languages it knows', async () => {
    const known = await transcribe({ translation: { target_languages: ['es'] } });
    expect(known).toMatchObject({
      translated_texts: { es: expect.stringMatching(/^Buenos días, Daniel\./) },
      speech_understanding: { response: { translation: { status: 'success' } } },
    });
    const unknown = await transcribe({ translation: { target_languages: ['es', 'fi'] } });
    expect(unknown).toMatchObject({
      translated_texts: null,
      speech_understanding: { response: { translation: { status: 'unavailable' } } },
    });
  });

  it('retells nothing that was redacted', async () => {
    const request = {
      action_items: {},
      translation: { target_languages: ['es'] },
      summarization: { summary_type: 'paragraph' },
    };
    const transcript = await transcribe(request, { redact_pii: true, redact_pii_policies: ['person_name'] });
    expect(JSON.stringify(transcript)).not.toMatch(/Daniel|Maria/);
    expect(transcript.metadata?.warnings).toHaveLength(3);
  });
});

describe('understand', () => {
  const known = {
    speech_understanding: {
      response: {
        action_items: { items: [{ timestamp: 10 }, { timestamp: 2_000 }] },
        summarization: { summary_type: 'bullets', summary: [] },
        speaker_identification: { mapping: { A: 'Ann' } },
        custom_formatting: { mapping: { 'June 2nd': '06/02' }, formatted_text: 'On 06/02' },
      },
    },
  };

  function answer(request: object, window?: { start: number; end: number }) {
    const source = { known, window, isRedacted: false, speakers: new Set(['1']) };
    return understand({ speech_understanding: { request } }, source).results;
  }

  it('cuts action items to the window', () => {
    expect(answer({ action_items: {} }, { start: 1_000, end: 3_000 })).toMatchObject({
      speech_understanding: { response: { action_items: { items: [{ timestamp: 2_000 }], effort: 'low' } } },
    });
  });

  it('takes no kind of summary for another', () => {
    const statuses = ['bullets', 'paragraph'].map((summary_type) => answer({ summarization: { summary_type } }));
    expect(statuses).toMatchObject([
      { speech_understanding: { response: { summarization: { summary_type: 'bullets', status: 'success' } } } },
      { speech_understanding: { response: { summarization: { summary_type: 'paragraph', status: 'unavailable' } } } },
    ]);
  });

  it('names no speaker who is not there', () => {
    expect(answer({ speaker_identification: {} })).toMatchObject({
      speech_understanding: { response: { speaker_identification: { mapping: {}, status: 'unavailable' } } },
    });
  });

  it('passes over tasks it has never heard of', () => {
    expect(answer({ constructor: {}, poetry: {} })).toEqual({
      speech_understanding: { request: { constructor: {}, poetry: {} }, response: {} },
      translated_texts: null,
    });
  });

  it('answers several tasks at once, and each for itself', () => {
    expect(answer({ custom_formatting: { date: 'mm/dd' }, translation: { target_languages: ['de'] } })).toMatchObject({
      speech_understanding: {
        response: {
          custom_formatting: { formatted_text: 'On 06/02', status: 'success' },
          translation: { status: 'unavailable' },
        },
      },
    });
  });
});
