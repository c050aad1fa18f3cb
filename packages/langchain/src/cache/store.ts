/** Where transcripts' ids are kept from one load to the next; `new Keyv()` is one, in memory or over any of its stores. */
export interface TranscriptCache {
  get(key: string): unknown;
  set(key: string, value: string): unknown;
}

/** What is known of a recording: its job, or that one may have been created and the answer was lost. */
export type Entry = { readonly transcriptId: string } | { readonly audioUrl: string; readonly sinceMs: number };

export async function readEntry(cache: TranscriptCache, key: string): Promise<Entry | undefined> {
  const kept: unknown = await cache.get(key);
  return typeof kept === 'string' ? parseEntry(kept) : undefined;
}

export async function writeEntry(cache: TranscriptCache, key: string, entry: Entry): Promise<void> {
  await cache.set(key, JSON.stringify(entry));
}

// What somebody else put there is no entry: the recording counts as new.
function parseEntry(text: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    if ('transcriptId' in value && typeof value.transcriptId === 'string') return { transcriptId: value.transcriptId };
    if (!('audioUrl' in value) || !('sinceMs' in value)) return undefined;
    const { audioUrl, sinceMs } = value;
    return typeof audioUrl === 'string' && typeof sinceMs === 'number' ? { audioUrl, sinceMs } : undefined;
  } catch {
    return undefined;
  }
}
