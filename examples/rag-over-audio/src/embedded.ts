import type { DocumentInterface } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { BaseRetriever } from '@langchain/core/retrievers';

/** Embeddings of any server that speaks OpenAI's API, asked with a key. */
export class HttpEmbeddings extends Embeddings {
  readonly #place: { readonly baseUrl: string; readonly apiKey: string; readonly model: string };

  constructor(place: { readonly baseUrl: string; readonly apiKey: string; readonly model: string }) {
    super({});
    this.#place = place;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const { baseUrl, apiKey, model } = this.#place;
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ model, input: texts });
    return await this.caller.call(async () => {
      const response = await fetch(`${baseUrl}/embeddings`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`The embeddings could not be had (HTTP ${response.status}).`);
      const { data } = (await response.json()) as { data: { embedding: number[] }[] }; // oxlint-disable-line typescript/no-unsafe-type-assertion -- OpenAI's answer
      return data.map(({ embedding }) => embedding);
    });
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector = []] = await this.embedDocuments([text]);
    return vector;
  }
}

/** Finds the passages nearest in meaning, in memory: enough for a few hours of recordings. */
export class MeaningRetriever extends BaseRetriever {
  override lc_namespace = ['earmark', 'examples'];
  readonly #documents: readonly DocumentInterface[];
  readonly #embeddings: Embeddings;
  readonly #k: number;
  #vectors: Promise<number[][]> | undefined;

  constructor(documents: readonly DocumentInterface[], embeddings: Embeddings, k = 4) {
    super();
    this.#documents = documents;
    this.#embeddings = embeddings;
    this.#k = k;
  }

  override async _getRelevantDocuments(question: string): Promise<DocumentInterface[]> {
    this.#vectors ??= this.#embeddings.embedDocuments(this.#documents.map(({ pageContent }) => pageContent));
    const [asked, vectors] = await Promise.all([this.#embeddings.embedQuery(question), this.#vectors]);
    return this.#documents
      .map((document, at) => ({ document, likeness: likeness(asked, vectors[at] ?? []) }))
      .toSorted((one, other) => other.likeness - one.likeness)
      .slice(0, this.#k)
      .map(({ document }) => document);
  }
}

function likeness(one: readonly number[], other: readonly number[]): number {
  return dot(one, other) / (Math.sqrt(dot(one, one) * dot(other, other)) || 1);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
