import { median, peakRssMiB, subject, watchLoop } from './subject.ts';

export type Loader = 'community' | 'ours';

const measured = 5;

void subject(async ({ loader, url, id }: { loader: Loader; url: string; id: string }) => {
  const load = await openLoader(loader, url, id);
  await load();
  const peakMiB = peakRssMiB();
  const [times, blocks]: [number[], number[]] = [[], []];
  let documents = 0;
  for (let run = 0; run < measured; run += 1) {
    const longest = watchLoop();
    const startedMs = performance.now();
    documents = (await load()).length;
    times.push(performance.now() - startedMs);
    await new Promise((resolve) => setTimeout(resolve, 5));
    blocks.push(longest());
  }
  return { peakMiB, documents, documentUs: (median(times) / documents) * 1000, blockMs: median(blocks) };
});

/** Loads only the one that is measured, at its default options. */
async function openLoader(loader: Loader, baseUrl: string, id: string): Promise<() => Promise<{ length: number }>> {
  const apiKey = 'any-key';
  if (loader === 'community') {
    const { AudioTranscriptParagraphsLoader } = await import('@langchain/community/document_loaders/web/assemblyai');
    return () => new AudioTranscriptParagraphsLoader(id, { apiKey, baseUrl }).load();
  }
  const { createClient } = await import('@earmark/core');
  const { TranscriptLoader } = await import('@earmark/langchain');
  const client = createClient({ apiKey, baseUrl });
  return () => new TranscriptLoader({ transcriptId: id }, { client }).load();
}
