import { envelope } from './envelope.ts';
import type { Api } from './http.ts';
import type { ListParams, TranscriptList, TranscriptListItem } from './schemas/index.ts';
import type { CallOptions } from './options.ts';

/** Jobs, newest first: nothing is asked for before the first page is. */
export interface Listing extends AsyncIterable<TranscriptListItem> {
  /** Fetches the first page alone. */
  page(): Promise<TranscriptList>;
  /** Fetches one page after the other, each older than the one before. */
  pages(): AsyncIterable<TranscriptList>;
}

export const listed = envelope<TranscriptList>({ page_details: 'object', transcripts: 'array' });

/** Lists the jobs of a key's project. */
export function createListing(api: Api, url: string, params: ListParams, { signal }: CallOptions): Listing {
  async function fetchPage(more: ListParams): Promise<TranscriptList> {
    signal?.throwIfAborted();
    const { checkedListParams } = await import('./schemas/check-params.ts');
    const query = toQuery({ ...checkedListParams(params), ...more });
    return await api.json(listed, { method: 'GET', url: url + query, signal });
  }

  async function* pages(): AsyncGenerator<TranscriptList> {
    let page = await fetchPage({});
    yield page;
    // The service's link is not followed, only believed: another host must not get the key.
    for (let last = page.transcripts.at(-1); page.page_details.prev_url && last; last = page.transcripts.at(-1)) {
      page = await fetchPage({ before_id: last.id });
      yield page;
    }
  }

  return {
    page: () => fetchPage({}),
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.transcripts;
    },
  };
}

/** Writes a query, leaving out what is undefined. */
export function toQuery(params: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}
