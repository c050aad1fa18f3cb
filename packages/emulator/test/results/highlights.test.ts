import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { toHighlights } from '../../src/results/highlights.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, start } from '../world.ts';
import { say } from './say.ts';

interface Highlights {
  readonly status: string;
  readonly results: readonly {
    readonly count: number;
    readonly rank: number;
    readonly text: string;
    readonly timestamps: readonly { readonly start: number; readonly end: number }[];
  }[];
}

const said = say(
  'The release notes are late. We need better release notes, and Maria has them. She said so on Friday.',
);

describe('key phrases', () => {
  it('are noun phrases, each as often as it is said and when', async () => {
    const { results } = (await toHighlights(
      say('The release notes are late. We need the release notes.'),
    )) as unknown as Highlights;
    expect(results[0]).toEqual({
      count: 2,
      rank: 1,
      text: 'release notes',
      timestamps: [
        { start: 500, end: 1_400 },
        { start: 4_000, end: 4_900 },
      ],
    });
  });

  it('hold no pronouns, dates, or what was redacted', async () => {
    const { results } = (await toHighlights(
      say('She met [PERSON_NAME] and ##### on Friday.'),
    )) as unknown as Highlights;
    expect(results).toEqual([]);
  });

  it('of the meeting are all said when they say, and rank from 0 to 1', async () => {
    const { words } = samples.meeting;
    const { status, results } = (await toHighlights(words)) as unknown as Highlights;
    expect(status).toBe('success');
    expect(results.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['recording studio', 'release notes', 'export']),
    );
    for (const { text, rank, count, timestamps } of results) {
      expect(rank).toBeGreaterThan(0);
      expect(rank).toBeLessThanOrEqual(1);
      expect(timestamps).toHaveLength(count);
      for (const { start: from, end } of timestamps) {
        const spoken = words.filter((word) => word.start >= from && word.end <= end).map((word) => word.text);
        expect(
          spoken
            .join(' ')
            .toLowerCase()
            .replace(/[.,?!]$/, ''),
        ).toBe(text);
      }
    }
  });

  it('are computed from any engine’s words, and unavailable in what is not English', async () => {
    const wav = toWav([melody(10, 16_000, 1)], 16_000);
    const { client } = await start({ engine: engineThatHears(...said) });
    const english = await client.transcribe(wav, { auto_highlights: true });
    expect(english).toMatchObject({ auto_highlights_result: { status: 'success' } });
    const words = say('Guten Tag.');
    const engine = { name: 'de', recognise: () => Promise.resolve({ words, languageCode: 'de' }) };
    const german = await (await start({ engine })).client.transcribe(wav, { auto_highlights: true });
    expect(german).toMatchObject({ auto_highlights_result: { status: 'unavailable', results: [] } });
    expect(german.metadata?.warnings).toEqual([{ message: expect.stringMatching(/^auto_highlights/) }]);
  });
});
