import { type AudioSource, type Client, type CompletedTranscript, createClient } from '@earmark/core';
import type { Progress, TranscriptParams } from '@earmark/core';
import { BaseDocumentLoader } from '@langchain/core/document_loaders/base';
import type { BaseDocumentTransformer } from '@langchain/core/documents';
import { type DocumentFormat, type TranscriptDocument, toDocuments } from './to-documents.ts';

/** Audio to transcribe, or a transcript that is already there. */
export type TranscriptSource = AudioSource | { readonly transcriptId: string };

export interface TranscriptLoaderOptions {
  /** @default createClient({ apiKey }), at the first load */
  readonly client?: Client | undefined;
  /** @default process.env.ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** The API's own parameters. @default { speaker_labels: true } */
  readonly params?: TranscriptParams | undefined;
  /** What becomes one document. @default 'chunks' */
  readonly format?: DocumentFormat | undefined;
  /** Added to every document; must be the same at every load, or `index()` takes the documents for new ones. @default {} */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

const loaderDefaults = Object.freeze({ format: 'chunks', params: Object.freeze({ speaker_labels: true }) } as const);

/**
 * Loads recordings as LangChain documents that know who spoke and when.
 *
 * `lazyLoad()` yields the documents of each recording as it completes; `load()` collects them. Ids and metadata are the
 * same at every load of the same transcript, so `index()` skips what it already has.
 *
 * @throws EarmarkError from `load()` and `lazyLoad()`: a failed job is an error, never an empty document.
 */
export class TranscriptLoader extends BaseDocumentLoader {
  readonly #sources: readonly TranscriptSource[];
  readonly #options: TranscriptLoaderOptions;
  #client: Client | undefined;

  constructor(source: TranscriptSource | readonly TranscriptSource[], options: TranscriptLoaderOptions = {}) {
    super();
    this.#sources = isList(source) ? [...source] : [source];
    this.#options = options;
    this.#client = options.client;
  }

  override async load(): Promise<TranscriptDocument[]> {
    const documents: TranscriptDocument[] = [];
    for await (const document of this.lazyLoad()) documents.push(document);
    return documents;
  }

  async *lazyLoad(): AsyncGenerator<TranscriptDocument> {
    const { format = loaderDefaults.format, metadata = {} } = this.#options;
    for (const source of this.#sources) {
      const transcript = await this.#transcript(source);
      yield* toDocuments(transcript, format, { ...metadata, source: nameOf(source, transcript) });
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<TranscriptDocument> {
    return this.lazyLoad();
  }

  /**
   * Loads, and cuts further where a splitter is given.
   *
   * `index()` of @langchain/core knows a loader by this method, although v1 took it out of the base class.
   */
  async loadAndSplit(splitter?: BaseDocumentTransformer): Promise<Awaited<ReturnType<BaseDocumentLoader['load']>>> {
    const documents = await this.load();
    return splitter === undefined ? documents : await splitter.transformDocuments(documents);
  }

  async #transcript(source: TranscriptSource): Promise<CompletedTranscript> {
    const { signal, onProgress, params, apiKey } = this.#options;
    this.#client ??= createClient({ apiKey });
    const { transcripts } = this.#client;
    if (isTranscriptId(source)) return await transcripts.wait(source.transcriptId, { signal, onProgress });
    return await transcripts.transcribe(source, params ?? loaderDefaults.params, { signal, onProgress });
  }
}

function isList(source: TranscriptSource | readonly TranscriptSource[]): source is readonly TranscriptSource[] {
  return Array.isArray(source);
}

function isTranscriptId(source: TranscriptSource): source is { readonly transcriptId: string } {
  return typeof source === 'object' && 'transcriptId' in source;
}

// A signed URL's query is a secret, and changes with every signature; so is a password.
function nameOf(source: TranscriptSource, transcript: CompletedTranscript): string {
  if (typeof source !== 'string' && !(source instanceof URL)) return `assemblyai:${transcript.id}`;
  return String(source)
    .replace(/^(https?:[^?#]*)[?#].*$/is, '$1')
    .replace(/^(https?:\/\/)[^/]*@/i, '$1');
}
