import { type Client, type CompletedTranscript, EarmarkError } from '@earmark/core/portable';
import { Document, type DocumentInterface } from '@langchain/core/documents';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import { createClient } from '#platform';
import { type PassageIndex, createPassageIndex } from './retriever-index.ts';
import type { TranscriptDocument } from './documents.ts';
import { TranscriptSplitter } from './splitter.ts';

export interface TranscriptRetrieverFields extends BaseRetrieverInput {
  /** Transcripts at hand. */
  readonly transcripts?: readonly CompletedTranscript[] | undefined;
  /** Transcripts to be fetched at the first question. */
  readonly transcriptIds?: readonly string[] | undefined;
  /** Documents of a `TranscriptLoader`, or others with its metadata. */
  readonly documents?: readonly DocumentInterface[] | undefined;
  /** @default createClient({ apiKey }), when there is something to fetch */
  readonly client?: Client | undefined;
  /** @default process.env.ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** How many passages a question gets, at most. @default 4 */
  readonly k?: number | undefined;
  /** Only what these speakers said. @default everyone */
  readonly speakers?: readonly string[] | undefined;
  /** Only what was said after, in milliseconds from the recording's start. @default 0 */
  readonly fromMs?: number | undefined;
  /** Only what was said before, in milliseconds from the recording's start. @default Infinity */
  readonly toMs?: number | undefined;
  /**
   * Asks the service which of `transcriptIds` say a word of the question, and fetches only those: for many long
   * recordings of which few are asked about. It finds whole words alone. @default false
   */
  readonly wordSearch?: boolean | undefined;
  /** What the passages of a transcript name as their source. @default assemblyai:<id> */
  readonly sourceOf?: ((transcript: CompletedTranscript) => string) | undefined;
  /** Ends the fetching of transcripts. */
  readonly signal?: AbortSignal | undefined;
}

const usualK = 4;

/**
 * Finds the passages of recordings that answer a question by their words, without a vector store or embeddings.
 *
 * Each is a document with `source`, `transcript_id`, `speaker`, `start_ms` and `end_ms`, so that an answer can cite the
 * second it was said at; the best comes first.
 *
 * @throws EarmarkError from the constructor, `invalid` without anything to search; and from a call, as fetching does.
 */
export class TranscriptRetriever extends BaseRetriever {
  override lc_namespace = ['earmark', 'retrievers'];
  readonly #fields: TranscriptRetrieverFields;
  readonly #index: PassageIndex;
  readonly #fetched = new Map<string, Promise<void>>();
  readonly #k: number;
  #given: Promise<void> | undefined;
  #made: Client | undefined;

  static override lc_name(): string {
    return 'TranscriptRetriever';
  }

  constructor(fields: TranscriptRetrieverFields) {
    const { callbacks, tags, metadata, verbose, ...own } = fields;
    super({
      ...(callbacks === undefined ? {} : { callbacks }),
      ...(tags === undefined ? {} : { tags }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(verbose === undefined ? {} : { verbose }),
    });
    const { transcripts, transcriptIds, documents, k = usualK, fromMs = 0, toMs = Infinity } = own;
    if (transcripts === undefined && transcriptIds === undefined && documents === undefined) {
      throw new EarmarkError('invalid', 'A retriever needs `transcripts`, `transcriptIds` or `documents` to search.');
    }
    if (!Number.isInteger(k) || k < 1) throw new EarmarkError('invalid', '`k` must be a whole number of at least 1.');
    if (!(fromMs < toMs)) throw new EarmarkError('invalid', '`fromMs` must be a time before `toMs`.');
    this.#fields = own;
    this.#k = k;
    this.#index = createPassageIndex({ speakers: own.speakers, fromMs, toMs });
    this.#index.add(documents ?? []);
  }

  override async _getRelevantDocuments(question: string): Promise<DocumentInterface[]> {
    await (this.#given ??= this.#addAll(this.#fields.transcripts ?? []));
    await this.#fetch(question);
    return this.#index.search(question, this.#k);
  }

  async #fetch(question: string): Promise<void> {
    const { transcriptIds = [], wordSearch = false } = this.#fields;
    const words = wordSearch ? this.#index.wordsOf(question) : [];
    await Promise.all(
      transcriptIds.map(async (id) => {
        const isWanted = this.#fetched.has(id) || words.length === 0 || (await this.#says(id, words));
        if (isWanted) await this.#once(id);
      }),
    );
  }

  async #says(id: string, words: readonly string[]): Promise<boolean> {
    const { signal } = this.#fields;
    return (await this.#client().transcripts.search(id, words, { signal })).total_count > 0;
  }

  // Questions that come together fetch a transcript once; what failed is fetched again for the next.
  async #once(id: string): Promise<void> {
    const { signal } = this.#fields;
    const fetching = this.#fetched.get(id) ?? this.#client().transcripts.wait(id, { signal }).then(this.#add);
    this.#fetched.set(id, fetching);
    try {
      await fetching;
    } catch (error) {
      this.#fetched.delete(id);
      throw error;
    }
  }

  async #addAll(transcripts: readonly CompletedTranscript[]): Promise<void> {
    for (const transcript of transcripts) await this.#add(transcript);
  }

  readonly #add = async (transcript: CompletedTranscript): Promise<void> => {
    const source = this.#fields.sourceOf?.(transcript) ?? `assemblyai:${transcript.id}`;
    const documents: TranscriptDocument[] = [];
    for await (const { id, pageContent, metadata } of new TranscriptSplitter().splitTranscript(transcript)) {
      documents.push(new Document({ ...(id !== undefined && { id }), pageContent, metadata: { ...metadata, source } }));
    }
    this.#index.add(documents);
  };

  #client(): Client {
    this.#made ??= this.#fields.client ?? createClient({ apiKey: this.#fields.apiKey });
    return this.#made;
  }
}
