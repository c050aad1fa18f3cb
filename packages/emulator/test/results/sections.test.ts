import { describe, expect, it } from 'vitest';
import { toParagraphs, toSentences } from '../../src/results/sections.ts';
import { say } from './say.ts';

function texts(pieces: readonly { readonly text: string }[]): string[] {
  return pieces.map(({ text }) => text);
}

describe('sentences', () => {
  it('end where a sentence ends, and not after an abbreviation', () => {
    const sentences = toSentences(say('Dr. Who? Yes! He said "no." Well'));
    expect(texts(sentences)).toEqual(['Dr. Who?', 'Yes!', 'He said "no."', 'Well']);
  });

  it('are one speaker’s', () => {
    const words = [...say('I think', { speaker: 'A' }), ...say('so too.', { speaker: 'B' }, 1_000)];
    expect(toSentences(words)).toMatchObject([
      { text: 'I think', speaker: 'A', start: 0, end: 900 },
      { text: 'so too.', speaker: 'B', start: 1_000, end: 1_900 },
    ]);
  });

  it('end at long pauses, where there is no punctuation', () => {
    const pause = [...say('one two'), ...say('three', {}, 3_000)];
    expect(texts(toSentences(pause))).toEqual(['one two', 'three']);
    const punctuated = [...say('one two'), ...say('three.', {}, 3_000)];
    expect(texts(toSentences(punctuated))).toEqual(['one two three.']);
  });

  it('are as sure as their words', () => {
    const [one, two] = say('Good day.');
    const words = [one, two].flatMap((word, at) => (word ? [{ ...word, confidence: at }] : []));
    expect(toSentences(words)).toMatchObject([{ confidence: 0.5 }]);
  });
});

describe('paragraphs', () => {
  it('hold a few sentences', () => {
    expect(texts(toParagraphs(say('A. B. C. D. E. F. G.')))).toEqual(['A. B. C. D. E.', 'F. G.']);
  });

  it('end at a long pause and with the speaker', () => {
    const words = [
      ...say('One.', { speaker: 'A' }),
      ...say('Two.', { speaker: 'A' }, 1_000),
      ...say('Three.', { speaker: 'A' }, 5_000),
      ...say('Four.', { speaker: 'B' }, 5_500),
    ];
    expect(texts(toParagraphs(words))).toEqual(['One. Two.', 'Three.', 'Four.']);
  });

  it('have no speaker, as at the service', () => {
    expect(toParagraphs(say('One.', { speaker: 'A' }))[0]).not.toHaveProperty('speaker');
  });
});
