import { EarmarkError } from '../errors.ts';
import type { Transcript } from '../schemas/transcript.ts';
import { shareText } from './columns.ts';
import { isObject, passesAs } from './plain.ts';
import { RowRun } from './row-runs.ts';
import {
  type UtteranceSpan,
  areSpannable,
  plainUtterances,
  plainWords,
  toSpan,
  toUtterance,
} from './utterance-spans.ts';
import type { WordRows } from './word-rows.ts';
import { WordTable } from './word-table.ts';

const breathEvery = 1024;

/** A transcript with its words in columns; {@link toTranscript} makes the plain one of it. */
export interface TranscriptColumns {
  /** Everything else, as the service sent it and unchecked; `words` and `utterances` are here only when there are none. */
  readonly transcript: Transcript;
  readonly words: WordTable;
  readonly utterances: readonly UtteranceSpan[];
}

/** Rebuilds the transcript that the columns were read from, equal to what `JSON.parse` makes of its body. */
export function toTranscript({ transcript, words, utterances }: TranscriptColumns): Transcript {
  return passesAs<Transcript>({
    ...transcript,
    ...(words.length > 0 && { words: [...words] }),
    ...(utterances.length > 0 && { utterances: utterances.map((utterance) => toUtterance(utterance, words)) }),
  });
}

/**
 * Puts together what was read: a body in which runs of rows stand for the words.
 *
 * @throws EarmarkError `protocol` when the body is no object.
 */
export async function toTranscriptColumns(
  body: unknown,
  rows: WordRows,
  breathe: () => Promise<void>,
): Promise<TranscriptColumns> {
  if (!isObject(body)) throw new EarmarkError('protocol', 'The transcript’s body is JSON, but not an object.');
  const columns = rows.toColumns();
  const { words, utterances, ...rest } = body;
  const all = words instanceof RowRun ? words : new RowRun(0, 0);
  const spans: UtteranceSpan[] = [];
  for (const [at, utterance] of (areSpannable(utterances) ? utterances : []).entries()) {
    spans.push(toSpan(columns, all, utterance));
    if (at % breathEvery === 0) await breathe();
  }
  const transcript = {
    ...rest,
    ...('text' in rest && { text: shareText(columns, all, rest['text']) }),
    ...('words' in body && all.length === 0 && { words: plainWords(columns, words) }),
    ...('utterances' in body && spans.length === 0 && { utterances: plainUtterances(columns, utterances) }),
  };
  return {
    transcript: passesAs<Transcript>(transcript),
    words: new WordTable(columns, all.from, all.to),
    utterances: spans,
  };
}
