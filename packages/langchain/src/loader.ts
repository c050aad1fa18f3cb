import type { Client, Transcript, TranscriptColumns } from '@earmark/core';
import { EarmarkError } from '@earmark/core/portable';
import { type BaseDocumentTransformer, Document, type DocumentInterface } from '@langchain/core/documents';
import { createClient } from '#platform';
import { type ChunkBounds, checkedChunk } from './chunk-options.ts';
import { type TranscriptDocument, wordsOfDocument } from './documents.ts';
import { HostLoader } from './host-loader.ts';
import { keepTimes } from './keep-times.ts';
import { type LoadFailure, TranscriptLoadError } from './load-error.ts';
import { type Loaded, loadAll } from './load-all.ts';
import { type TranscriptLoaderOptions, loaderDefaults } from './loader-options.ts';
import type { ListName } from './passage.ts';
import { type TranscriptSource, toSources } from './source.ts';

/**
 * Loads recordings as LangChain documents that know who spoke and when.
 *
 * `lazyLoad()` yields the documents of each recording as it completes; `load()` collects them, in the order of the
 * sources. Ids and metadata are the same at every load of the same transcript, so `index()` skips what it already has.
 * A recording in which nothing was said has no documents, in any format.
 *
 * @throws EarmarkError `invalid` for an option or a source that is none. `load()` and `lazyLoad()` throw the EarmarkError
 * of a single source, or a TranscriptLoadError once all others of several are loaded: a failed job is an error, never an
 * empty document.
 */
export class TranscriptLoader extends HostLoader {
  readonly #sources: readonly TranscriptSource[];
  readonly #options: TranscriptLoaderOptions;
  readonly #bounds: ChunkBounds;
  #client: Client | undefined;
  #failures: LoadFailure[] = [];

  constructor(source: TranscriptSource | readonly TranscriptSource[], options: TranscriptLoaderOptions = {}) {
    super();
    this.#sources = toSources(source);
    this.#options = options;
    this.#bounds = checkedChunk(options.chunk);
    this.#client = options.client;
    const { concurrency = loaderDefaults.concurrency } = options;
    if (Number.isInteger(concurrency) && concurrency > 0) return;
    throw new EarmarkError('invalid', '`concurrency` must be a whole number, 1 or more.');
  }

  /**
   * Loads a transcript at hand, as the API writes it.
   *
   * Asks the service nothing but for `sentences`, `paragraphs`, `srt` and `vtt`, which are its own.
   */
  static fromTranscript(
    transcript: Transcript | TranscriptColumns,
    options?: TranscriptLoaderOptions,
  ): TranscriptLoader {
    return new TranscriptLoader({ transcript }, options);
  }

  /** Recordings that the last load did without. */
  get failures(): readonly LoadFailure[] {
    return this.#failures;
  }

  override async load(): Promise<TranscriptDocument[]> {
    return await this.#loadInOrder(({ document }) => Promise.resolve([document]));
  }

  async *lazyLoad(): AsyncGenerator<TranscriptDocument> {
    for await (const { document } of this.#loadAll()) yield document;
    this.#throwFailures([]);
  }

  [Symbol.asyncIterator](): AsyncGenerator<TranscriptDocument> {
    return this.lazyLoad();
  }

  /** Loads, and cuts further where a splitter is given; what it cuts keeps its own time. */
  override async loadAndSplit(splitter?: BaseDocumentTransformer): Promise<DocumentInterface[]> {
    if (splitter === undefined) return await this.load();
    const timed = keepTimes(splitter);
    return await this.#loadInOrder(async ({ document, recording }) => {
      const { id = '', pageContent, metadata } = document;
      const words = wordsOfDocument(recording.words, metadata);
      const carrying = new Document({ id, pageContent, metadata: { ...metadata, words } });
      return await timed.transformDocuments([carrying]);
    });
  }

  /** Loads the lists of the format `all`; one is missing where no transcript was made with it. */
  async loadLists(): Promise<Partial<Record<ListName, TranscriptDocument[]>>> {
    const loader = new TranscriptLoader(this.#sources, { ...this.#options, format: 'all' });
    const lists: Partial<Record<ListName, TranscriptDocument[]>> = {};
    for (const document of await loader.load())
      (lists[document.metadata.list ?? 'transcription'] ??= []).push(document);
    return lists;
  }

  async *#loadAll(): AsyncGenerator<Loaded> {
    const client = (): Client => (this.#client ??= createClient({ apiKey: this.#options.apiKey }));
    const failures: LoadFailure[] = [];
    this.#failures = failures;
    yield* loadAll({ sources: this.#sources, options: this.#options, bounds: this.#bounds, client }, failures);
  }

  async #loadInOrder<Made extends DocumentInterface>(make: (loaded: Loaded) => Promise<Made[]>): Promise<Made[]> {
    const bySource: Made[][] = this.#sources.map(() => []);
    for await (const loaded of this.#loadAll()) bySource[loaded.index]?.push(...(await make(loaded)));
    for (const { index } of this.#failures) bySource[index] = [];
    const documents = bySource.flat();
    this.#throwFailures(documents);
    return documents;
  }

  #throwFailures(documents: readonly DocumentInterface[]): void {
    const [first] = this.#failures;
    if (first === undefined || (this.#options.errors ?? loaderDefaults.errors) === 'collect') return;
    if (this.#sources.length === 1) throw first.error;
    throw new TranscriptLoadError(this.#failures, this.#sources.length, documents);
  }
}
