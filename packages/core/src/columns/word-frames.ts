import { type ArrayFrame, type Frame, ObjectFrame } from './json-frames.ts';
import type { FrameForArray } from './json-reader.ts';
import { RowRuns } from './row-runs.ts';
import type { WordRows } from './word-rows.ts';
import { WordScanner } from './word-scanner.ts';

/** Leads the words of a transcript, and those of its utterances, into rows; a run of rows stands where they stood. */
export function wordFrames(rows: WordRows): FrameForArray {
  const runs = new RowRuns(rows);
  const scanner = new WordScanner(rows);
  return (around) => (holdsWords(around) ? wordFrame(rows, runs, scanner) : undefined);
}

function wordFrame(rows: WordRows, runs: RowRuns, scanner: WordScanner): ArrayFrame {
  const from = rows.length;
  return {
    take: (bytes, at, end) => scanner.take(bytes, at, end),
    put: (item) => rows.add(item),
    close: () => runs.end(from),
  };
}

/** Whether an array that begins here is `words` of the transcript, or of one of its `utterances`. */
function holdsWords(around: readonly Frame[]): boolean {
  const [root, utterances, utterance] = around;
  if (!(root instanceof ObjectFrame) || around.length > 3) return false;
  if (utterances === undefined) return root.key === 'words';
  const isInUtterance = utterance instanceof ObjectFrame && utterance.key === 'words';
  return isInUtterance && root.key === 'utterances' && !(utterances instanceof ObjectFrame);
}
