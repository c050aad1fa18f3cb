import { ByteWindow } from './byte-window.ts';
import { JsonReader } from './json-reader.ts';
import { type TranscriptColumns, toTranscriptColumns } from './transcript-columns.ts';
import { WordRows } from './word-rows.ts';
import { wordFrames } from './word-frames.ts';

const stepBytes = 65_536;

export interface ReadOptions {
  /**
   * Awaited after every 64 kB, so that whatever else waits for the event loop gets its turn.
   *
   * Without it, only the pauses between the bytes are such turns: awaiting a chunk that is already there yields to
   * nothing but other promises.
   */
  readonly breathe?: (() => Promise<void>) | undefined;
}

/**
 * Reads the JSON of a transcript as it arrives, its words into columns.
 *
 * Holds neither the body nor an object per word.
 *
 * @throws EarmarkError `protocol` where the body is not JSON or no object; its cause says at which byte, and it is
 * retryable where the body breaks off. What the chunks throw passes through.
 */
export async function readTranscriptColumns(
  chunks: AsyncIterable<Uint8Array>,
  { breathe = async () => {} }: ReadOptions = {},
): Promise<TranscriptColumns> {
  const window = new ByteWindow();
  const rows = new WordRows();
  const reader = new JsonReader(window, wordFrames(rows));
  let sinceBreath = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += stepBytes) {
      const step = chunk.subarray(from, from + stepBytes);
      window.append(step);
      reader.read();
      sinceBreath += step.length;
      if (sinceBreath < stepBytes) continue;
      sinceBreath = 0;
      await breathe();
    }
  }
  return await toTranscriptColumns(reader.end(), rows, breathe);
}
