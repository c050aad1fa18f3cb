import type { Transcript, Word } from '@earmark/core';
import { Document } from '@langchain/core/documents';
import { v5 } from '@langchain/core/utils/uuid';
import type { DocumentFormat, ListName, Means, Passage } from './passage.ts';
import { toPassages } from './passages.ts';
import { type Recording, type Words, firstFrom } from './recording.ts';
import { withoutSecrets } from './source.ts';
import { toTimecode } from './timecode.ts';

/** Flat and less than a kilobyte, so that every vector store takes it; what nobody knows is absent. */
export interface TranscriptMetadata extends Record<string, unknown> {
  /** The path or URL that was loaded, without its query; `assemblyai:<id>` where there is neither. */
  readonly source: string;
  readonly transcript_id: string;
  /** Where the service heard it, without its query. */
  readonly audio_url?: string;
  /** Of the document: absent where several speak. */
  readonly speaker?: string;
  readonly channel?: string;
  /** From the start of the recording, in whole milliseconds. */
  readonly start_ms: number;
  /** From the start of the recording, in whole milliseconds. */
  readonly end_ms: number;
  /** Where it starts, for people: `m:ss` or `h:mm:ss`. */
  readonly timecode: string;
  readonly language_code?: string;
  /** Mean of its words', 0 to 1, to four digits. */
  readonly confidence?: number;
  /** Which document of the transcript it is, from 0. */
  readonly chunk_index: number;
  /** The headline of its chapter, with `auto_chapters`. */
  readonly title?: string;
  /** With the format `all`. */
  readonly list?: ListName;
}

export type TranscriptDocument = Document<TranscriptMetadata>;

/** What to keep besides, such as some of the transcript's results or the passage's words; must be the same at every load, or `index()` takes the documents for new ones. */
export type MoreMetadata =
  | Readonly<Record<string, unknown>>
  | ((passage: Passage, transcript: Transcript, words: () => Word[]) => Readonly<Record<string, unknown>>);

/** How documents are made. */
export interface Making extends Means {
  readonly format: DocumentFormat;
  readonly metadata: MoreMetadata;
  /** @default `assemblyai:<id>` */
  readonly source: string | undefined;
}

// Names the ids of this package; any UUID would do, as long as it never changes.
export const namespace = '6d1c8f0e-2b57-4c39-9a14-5e7f30b8d2a6';
const longestTitle = 200;

/** Cuts a recording into documents, with ids and metadata that are the same every time. */
export async function* toDocuments(recording: Recording, making: Making): AsyncGenerator<TranscriptDocument> {
  const { transcript } = recording;
  const toId = createIds(transcript.id, making.format);
  const known = ofTranscript(transcript, making.source);
  let index = 0;
  for await (const passage of toPassages(recording, making.format, making)) {
    const words = (): Word[] => wordsWithin(recording.words, passage);
    const more = typeof making.metadata === 'function' ? making.metadata(passage, transcript, words) : making.metadata;
    yield new Document({
      id: toId(passage.list, passage.start),
      pageContent: passage.text,
      metadata: { ...more, ...toMetadata(passage, known, index) },
    });
    index += 1;
  }
}

/** The words of a passage: those of its time, and of its speaker and channel where it has one. */
function wordsWithin(words: Words, { start, end, speaker, channel }: Passage): Word[] {
  const found: Word[] = [];
  for (let at = firstFrom(words, start); at < words.length; at++) {
    const word = words.at(at);
    if (word === undefined || word.start >= Math.max(end, start + 1)) break;
    const isAnothers = (speaker ?? word.speaker) !== word.speaker || (channel ?? word.channel) !== word.channel;
    if (!isAnothers) found.push(word);
  }
  return found;
}

/** The words of a document that was made of them. */
export function wordsOfDocument(
  words: Words,
  { start_ms: start, end_ms: end, speaker, channel }: TranscriptMetadata,
): Word[] {
  return wordsWithin(words, { text: '', start, end, speaker, channel });
}

type OfTranscript = Pick<TranscriptMetadata, 'source' | 'transcript_id' | 'audio_url' | 'language_code'>;

/** What all documents of a transcript say. */
function ofTranscript({ id, audio_url, language_code }: Transcript, source: string | undefined): OfTranscript {
  return {
    source: source ?? `assemblyai:${id}`,
    transcript_id: id,
    ...(typeof audio_url === 'string' && { audio_url: withoutSecrets(audio_url) }),
    ...(typeof language_code === 'string' && { language_code }),
  };
}

/** What every document says of itself. */
function toMetadata(
  { start, end, speaker, channel, confidence, title, list }: Passage,
  known: OfTranscript,
  index: number,
): TranscriptMetadata {
  return {
    ...known,
    ...(typeof speaker === 'string' && { speaker }),
    ...(typeof channel === 'string' && { channel }),
    start_ms: start,
    end_ms: end,
    timecode: toTimecode(start),
    ...(typeof confidence === 'number' && { confidence: Math.round(confidence * 10_000) / 10_000 }),
    chunk_index: index,
    ...(title !== undefined && { title: Array.from(title).slice(0, longestTitle).join('') }),
    ...(list !== undefined && { list }),
  };
}

/** Returns a function that names documents by what they are of and where they begin. */
export function createIds(transcriptId: string, unit: string): (list: string | undefined, startMs: number) => string {
  const seen = new Map<string, number>();
  return (list, startMs) => {
    const name = [transcriptId, unit, ...(list === undefined ? [] : [list]), startMs].join('/');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    // Two channels may begin to speak at once.
    return v5(before === 0 ? name : `${name}/${before}`, namespace);
  };
}
