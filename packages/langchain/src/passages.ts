import { EarmarkError } from '@earmark/core/portable';
import type { ChunkBounds } from './chunk-options.ts';
import { toChunks } from './chunks.ts';
import { type DocumentFormat, type Means, type Passage, ofWhole, ofWords } from './passage.ts';
import { ofAll, ofChapters } from './passages-of-results.ts';
import { ofCaptions, ofSections } from './passages-of-service.ts';
import { type Recording, isSilent } from './recording.ts';

/**
 * Cuts a recording into passages; one in which nothing was said has none, in any format.
 *
 * @throws EarmarkError `unsupported` where the transcript lacks what the format is made of.
 */
export async function* toPassages(recording: Recording, format: DocumentFormat, means: Means): AsyncGenerator<Passage> {
  if (isSilent(recording)) return;
  for await (const passage of cut(recording, format, means)) if (passage.text.trim() !== '') yield passage;
}

type Passages = Iterable<Passage> | AsyncIterable<Passage>;

function cut(recording: Recording, format: DocumentFormat, means: Means): Passages {
  switch (format) {
    case 'text':
      return [ofWhole(recording, recording.transcript.text ?? '')];
    case 'utterances':
      return utterancesOf(recording);
    case 'chapters':
      return ofChapters(recording);
    case 'chunks':
      return ofChunks(recording, means.bounds);
    case 'sentences':
    case 'paragraphs':
      return ofSections(recording, format, means);
    case 'srt':
    case 'vtt':
      return ofCaptions(recording, format, means);
    case 'all':
      return ofAll(recording);
    default:
      return unknownFormat(format);
  }
}

function utterancesOf({ transcript, utterances }: Recording): Passages {
  if (utterances !== undefined) return utterances;
  const message =
    'This transcript has no utterances: ask for `speaker_labels` or `multichannel`, or use the format `chunks`.';
  throw new EarmarkError('unsupported', message, { transcriptId: transcript.id });
}

async function* ofChunks({ transcript, words }: Recording, bounds: ChunkBounds): AsyncGenerator<Passage> {
  const chapters = transcript.chapters ?? [];
  for await (const { from, to, text } of toChunks(words, bounds)) {
    const passage = ofWords(words, from, to, text);
    const chapter = chapters.findLast(({ start, end }) => start <= passage.start && passage.start < end);
    yield { ...passage, title: chapter?.headline };
  }
}

function unknownFormat(format: never): never {
  throw new EarmarkError('invalid', `\`format\` must be one of ${formats.join(', ')}; it was ${String(format)}.`);
}

const formats: readonly DocumentFormat[] = [
  'text',
  'sentences',
  'paragraphs',
  'utterances',
  'chapters',
  'chunks',
  'srt',
  'vtt',
  'all',
];
