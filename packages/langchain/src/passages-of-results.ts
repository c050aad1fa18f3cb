import { EarmarkError } from '@earmark/core/portable';
import { type Passage, ofWhole, ofWords } from './passage.ts';
import { type Recording, firstFrom } from './recording.ts';
import { textOf, toStretches } from './text-of.ts';

/**
 * What was said in each chapter, with its headline as the title.
 *
 * @throws EarmarkError `unsupported` for a transcript made without `auto_chapters`.
 */
export function ofChapters({ transcript, words }: Recording): readonly Passage[] {
  const { chapters, id } = transcript;
  if (!chapters) {
    const message = 'This transcript has no chapters: ask for `auto_chapters`, or use the format `chunks`.';
    throw new EarmarkError('unsupported', message, { transcriptId: id });
  }
  return chapters.flatMap(({ start, end, headline }) => {
    const [from, to] = [firstFrom(words, start), firstFrom(words, end)];
    if (from >= to) return [];
    const passage = ofWords(words, from, to, textOf(toStretches(words, from, to)));
    return [{ ...passage, title: headline }];
  });
}

/** Haystack's three lists: a list is missing where the transcript was made without it. */
export function ofAll(recording: Recording): readonly Passage[] {
  const { transcript, utterances = [] } = recording;
  const { text, summary } = transcript;
  return [
    { ...ofWhole(recording, text ?? ''), list: 'transcription' },
    ...(summary ? [{ ...ofWhole(recording, summary), confidence: undefined, list: 'summarization' } as const] : []),
    ...utterances.map((turn) => ({ ...turn, list: 'speaker_labels' }) as const),
  ];
}
