import type { Utterance } from '../schemas/index.ts';
import { type Columns, shareText } from './columns.ts';
import { isObject, passesAs } from './plain.ts';
import { RowRun } from './row-runs.ts';
import { WordTable } from './word-table.ts';

/** An utterance whose words are a stretch of the transcript's words. */
export interface UtteranceSpan {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly speaker: string;
  readonly channel?: string | null | undefined;
  /** Its first word in the transcript's words. */
  readonly firstWord: number;
  /** Behind its last word in the transcript's words. */
  readonly lastWord: number;
  /** Its words, where they are no such stretch, as when people talk at once; both numbers are 0 then. */
  readonly ownWords?: WordTable | undefined;
  /** What else the service says of it; `words` is here only when there are none. */
  readonly [field: string]: unknown;
}

/** Whether each of the utterances is an object that has room for a span. */
export function areSpannable(utterances: unknown): utterances is Record<string, unknown>[] {
  return Array.isArray(utterances) && utterances.every((item) => isObject(item) && !ours.some((key) => key in item));
}

/** Turns an utterance that was read, its words a run of rows, into a span of the transcript's words. */
export function toSpan(columns: Columns, all: RowRun, utterance: Record<string, unknown>): UtteranceSpan {
  return toUsualSpan(columns, all, utterance) ?? toAnySpan(columns, all, utterance);
}

// Written out, such objects take a third of the memory of those that are put together.
function toUsualSpan(columns: Columns, all: RowRun, utterance: Record<string, unknown>): UtteranceSpan | undefined {
  const { text: said, start, end, confidence, speaker, words } = utterance;
  if (!(words instanceof RowRun) || words.length === 0 || words.from < all.from || words.to > all.to) return undefined;
  const isWhole = [said, start, end, confidence, speaker].every((value) => value !== undefined);
  if (!isWhole || Object.keys(utterance).length !== usualKeys) return undefined;
  const [text, firstWord, lastWord] = [shareText(columns, words, said), words.from - all.from, words.to - all.from];
  return passesAs<UtteranceSpan>({ speaker, text, confidence, start, end, firstWord, lastWord });
}

function toAnySpan(columns: Columns, all: RowRun, utterance: Record<string, unknown>): UtteranceSpan {
  const { words, ...rest } = utterance;
  const run = words instanceof RowRun ? words : empty;
  const isWithin = run.from >= all.from && run.to <= all.to && run.length > 0;
  return passesAs<UtteranceSpan>({
    ...rest,
    ...('text' in rest && { text: shareText(columns, run, rest['text']) }),
    firstWord: isWithin ? run.from - all.from : 0,
    lastWord: isWithin ? run.to - all.from : 0,
    ...(!isWithin && run.length > 0 && { ownWords: new WordTable(columns, run.from, run.to) }),
    ...(run.length === 0 && 'words' in utterance && { words: plainWords(columns, words) }),
  });
}

/** Turns a span back into the utterance that it was. */
export function toUtterance({ firstWord, lastWord, ownWords, ...rest }: UtteranceSpan, all: WordTable): Utterance {
  const words = ownWords ?? all.slice(firstWord, lastWord);
  return passesAs<Utterance>({ ...rest, ...(words.length > 0 && { words: [...words] }) });
}

/** Utterances as they came, where they are none as documented. */
export function plainUtterances(columns: Columns, utterances: unknown): unknown {
  if (!Array.isArray(utterances)) return utterances;
  return utterances.map((item: unknown) =>
    isObject(item) && item['words'] instanceof RowRun ? { ...item, words: plainWords(columns, item['words']) } : item,
  );
}

/** Words as they came: a run of rows as an array, anything else as it is. */
export function plainWords(columns: Columns, words: unknown): unknown {
  return words instanceof RowRun ? [...new WordTable(columns, words.from, words.to)] : words;
}

const usualKeys = 6;
const empty = new RowRun(0, 0);
const ours = ['firstWord', 'lastWord', 'ownWords'];
