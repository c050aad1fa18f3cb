import type { Transcript, TranscriptColumns } from '@earmark/core';
import { EarmarkError } from '@earmark/core/portable';
import { BaseDocumentTransformer, Document, type DocumentInterface } from '@langchain/core/documents';
import { type ChunkBounds, type ChunkOptions, checkedChunk } from './chunk-options.ts';
import { toChunks } from './chunks.ts';
import { type TranscriptDocument, createIds, toDocuments } from './documents.ts';
import { isWords } from './is-words.ts';
import { ofWords } from './passage.ts';
import { toRecording } from './recording.ts';
import { toTimecode } from './timecode.ts';

/**
 * Cuts transcripts, and documents that carry `metadata.words`, into chunks that know who spoke and when.
 *
 * Cuts between speakers where it can, else between sentences, else between words, and never inside one.
 *
 * @throws EarmarkError `invalid` for bounds that are none, and for a document that carries no words.
 */
export class TranscriptSplitter extends BaseDocumentTransformer {
  override lc_namespace = ['earmark', 'langchain'];
  readonly #bounds: ChunkBounds;

  constructor(options: ChunkOptions = {}) {
    super();
    this.#bounds = checkedChunk(options);
  }

  static override lc_name(): string {
    return 'TranscriptSplitter';
  }

  /** Yields the chunks of a transcript one after the other; of columns, hours of speech take little memory. */
  async *splitTranscript(transcript: Transcript | TranscriptColumns): AsyncGenerator<TranscriptDocument> {
    const making = {
      format: 'chunks',
      metadata: {},
      bounds: this.#bounds,
      source: undefined,
      signal: undefined,
    } as const;
    yield* toDocuments(toRecording(transcript), { ...making, client: notNeeded });
  }

  override async transformDocuments(documents: DocumentInterface[]): Promise<DocumentInterface[]> {
    const found: DocumentInterface[] = [];
    for (const [at, document] of documents.entries()) {
      for await (const chunk of chunksOf(document, this.#bounds, at)) found.push(chunk);
    }
    return found;
  }
}

async function* chunksOf(
  { id, metadata }: DocumentInterface,
  bounds: ChunkBounds,
  at: number,
): AsyncGenerator<DocumentInterface> {
  const { words, ...rest } = metadata;
  if (!isWords(words)) {
    const message = `documents[${at}].metadata.words must be the words of a transcript: without them nothing has a time.`;
    throw new EarmarkError('invalid', message);
  }
  const kept = Object.fromEntries(Object.entries(rest).filter(([name, value]) => isFlat(value) && !isWholes(name)));
  const transcriptId = rest['transcript_id'] ?? rest['id'];
  const toId = createIds(String(transcriptId ?? id ?? ''), `chunks/${id ?? ''}`);
  let index = 0;
  for await (const { from, to, text } of toChunks(words, bounds)) {
    const { start, end, speaker, channel } = ofWords(words, from, to, text);
    yield new Document({
      id: toId(undefined, start),
      pageContent: text,
      metadata: {
        ...kept,
        ...(transcriptId !== undefined && { transcript_id: transcriptId }),
        ...(typeof speaker === 'string' && { speaker }),
        ...(typeof channel === 'string' && { channel }),
        start_ms: start,
        end_ms: end,
        timecode: toTimecode(start),
        chunk_index: index,
      },
    });
    index += 1;
  }
}

function isFlat(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

// What the community package's documents say of the whole they are no longer.
function isWholes(name: string): boolean {
  return ['text', 'start', 'end', 'confidence', 'speaker', 'channel'].includes(name);
}

function notNeeded(): never {
  throw new EarmarkError('unsupported', 'Chunks are cut here: no client is asked.');
}
