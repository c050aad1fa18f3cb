import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client } from '@earmark/core';
import { type TranscriptDocument, TranscriptLoader } from '@earmark/langchain';

/** Transcribes recordings side by side, and loads what each speaker says with the words that it is made of. */
export async function loadAll(client: Client, sources: readonly string[]): Promise<TranscriptDocument[]> {
  const loader = new TranscriptLoader(sources, {
    client,
    metadata: (_passage, _transcript, words) => ({ words: words() }),
  });
  return await loader.load();
}

/** Where a recording is, as a player or a browser opens it. */
export function toUrl(source: string): string {
  return /^https?:/i.test(source) ? source : pathToFileURL(resolve(source)).href;
}
