import MiniSearch from 'minisearch';
import { type Asked, noAnswer, noWriting } from './conversation.ts';
import { central, promised } from './extracts.ts';
import { toSentences } from './sentences.ts';

/** A sentence that was said, with its passage's mark where it has one. */
export interface Quote {
  readonly sentence: string;
  readonly mark: string | undefined;
}

// Words of questions, not of answers.
const empty = new Set(
  (
    'a an and any are as at be been but by can could did do does for from had has have he her him his how i if in into ' +
    'is it its like me my no not of on or our said say says she should so some tell than that the their them then ' +
    'there these they this to us was we were what when where which who whom why will with would you your about'
  ).split(' '),
);

/**
 * Answers by quoting: the sentence that shares most with the question, word for word, with its passage's mark. A summary
 * is the sentences that share most with the others; action items are those in which somebody says what will be done.
 *
 * It has no opinion and makes nothing up, so a test of what an app does with an answer can rely on it.
 */
export function quoteAnswer(asked: Asked): string {
  if (asked.task === 'writing') return noWriting;
  const quotes = rankQuotes(asked);
  const [best] = quotes;
  if (best === undefined) return noAnswer;
  if (asked.task === 'summary') return quotes.map(toText).join(' ');
  return asked.task === 'action-items' ? quotes.map((quote) => `- ${toText(quote)}`).join('\n') : toText(best);
}

/** Everything that could be quoted as an answer, best first; for a task, in the order it was said. */
export function rankQuotes({ question, task, passages }: Asked): Quote[] {
  const quotes = toQuotes(passages);
  if (task === 'summary') return central(quotes, meaningfulWords);
  if (task === 'action-items') return promised(quotes);
  if (task === 'writing') return [];
  const index = new MiniSearch<{ id: number; sentence: string }>({ fields: ['sentence'], processTerm });
  index.addAll(quotes.map(({ sentence }, id) => ({ id, sentence })));
  const found = index.search(question, { prefix: (term) => term.length > 3, fuzzy: (term) => term.length > 5 && 0.2 });
  return found.flatMap(({ id }) => quotes[Number(id)] ?? []);
}

/** Every sentence of the passages, in their order. */
export function toQuotes(passages: readonly string[]): Quote[] {
  return passages.flatMap((passage) => {
    const { mark, text } = splitMark(passage);
    return toSentences(text).map((sentence) => ({ mark, sentence }));
  });
}

export function toText({ sentence, mark }: Quote): string {
  return `“${sentence}”${mark === undefined ? '' : ` ${mark}`}`;
}

/** The words of a text that carry meaning, in lower case; names in camelCase and snake_case come apart. */
export function meaningfulWords(text: string): Set<string> {
  const words = text.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[^\p{L}\p{N}'’]+/u);
  return new Set(words.flatMap((word) => processTerm(word) ?? []));
}

function processTerm(term: string): string | null {
  const plain = term.toLowerCase().replace(/['’]s?$/, '');
  return plain === '' || empty.has(plain) ? null : plain;
}

// "[3] Speaker A, 0:12: Good morning." gives "[3]" and "Good morning."
function splitMark(passage: string): { mark: string | undefined; text: string } {
  const marked = /^\s*(\[\d+\])\s*(?:[^.?!\n]{0,60}?\d:\d\d[^:\n]{0,20}:\s+)?(.*)$/s.exec(passage);
  return marked === null ? { mark: undefined, text: passage } : { mark: marked[1], text: marked[2] ?? '' };
}
