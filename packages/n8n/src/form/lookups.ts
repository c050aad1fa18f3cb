/* oxlint-disable oxc/no-this-in-exported-function -- n8n calls them on itself */
import type { Client } from '@earmark/core/portable';
import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { clientOf } from '../host/client.ts';
import { toNodeError } from '../host/errors.ts';

/** The account's transcripts, newest first, page by page; a filter is looked for in what a page shows. */
export async function searchTranscripts(
  this: ILoadOptionsFunctions,
  filter = '',
  before_id?: string,
): Promise<INodeListSearchResult> {
  const { transcripts, page_details } = await asked(
    this,
    async (client) => await client.transcripts.list({ limit: 50, before_id }).page(),
  );
  const results = transcripts.map(({ id, created, status }) => ({
    name: `${created.slice(0, 16).replace('T', ' ')} · ${status} · ${id}`,
    value: id,
  }));
  const last = transcripts.at(-1)?.id;
  const more = page_details.prev_url && last !== undefined ? { paginationToken: last } : {};
  return { results: results.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())), ...more };
}

/** The models that the LLM gateway lists now. */
export async function getModels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  const { data } = await asked(this, async (client) => await client.llm.models());
  return data.map(({ id }) => ({ name: id, value: id }));
}

async function asked<T>(host: ILoadOptionsFunctions, ask: (client: Client) => Promise<T>): Promise<T> {
  try {
    return await ask(await clientOf(host));
  } catch (error) {
    throw toNodeError(host, error, 0);
  }
}
