import type { TranscriptDocument, TranscriptMetadata } from '@earmark/langchain';
import { BaseRetriever } from '@langchain/core/retrievers';
import MiniSearch from 'minisearch';

const most = 8;

/** Finds the passages that share most words with a question; needs no embeddings, so nothing leaves the machine for it. */
export class PassageRetriever extends BaseRetriever<TranscriptMetadata> {
  override lc_namespace = ['earmark', 'quickstart'];
  readonly #documents: readonly TranscriptDocument[];
  readonly #index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });

  constructor(documents: readonly TranscriptDocument[]) {
    super();
    this.#documents = documents;
    this.#index.addAll(documents.map(({ pageContent }, id) => ({ id, text: pageContent })));
  }

  override _getRelevantDocuments(question: string): Promise<TranscriptDocument[]> {
    const hits = this.#index.search(question, { prefix: (term) => term.length > 3, fuzzy: 0.2 });
    const ranked = hits.map((hit) => Number(hit['id']));
    const others = this.#documents.map((_, at) => at).filter((at) => !ranked.includes(at));
    // As they were spoken: an answer often stands next to the words it shares with the question.
    const chosen = [...ranked, ...others].slice(0, most).toSorted((a, b) => a - b);
    return Promise.resolve(chosen.flatMap((at) => this.#documents[at] ?? []));
  }
}
