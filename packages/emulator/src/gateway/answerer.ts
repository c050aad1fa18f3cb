import MiniSearch from 'minisearch';

/** What was asked, and what may be quoted. */
export interface Asked {
  readonly question: string;
  readonly passages: readonly string[];
}

const noAnswer = 'The passages do not answer that.';

// Words of questions, not of answers.
const empty = new Set(
  (
    'a an and any are as at be been but by can could did do does for from had has have he her him his how i if in into ' +
    'is it its like me my no not of on or our said say says she should so some tell than that the their them then ' +
    'there these they this to us was we were what when where which who whom why will with would you your about'
  ).split(' '),
);

/**
 * Answers by quoting: the sentence that shares most with the question, word for word, with its passage's mark.
 *
 * It has no opinion and makes nothing up, so a test of what an app does with an answer can rely on it.
 */
export function quoteAnswer({ question, passages }: Asked): string {
  const sentences = passages.flatMap((passage) => {
    const { mark, text } = splitMark(passage);
    return toSentences(text).map((sentence) => ({ mark, sentence }));
  });
  const index = new MiniSearch<{ id: number; sentence: string }>({ fields: ['sentence'], processTerm });
  index.addAll(sentences.map(({ sentence }, id) => ({ id, sentence })));
  const [best] = index.search(question, { prefix: (term) => term.length > 3, fuzzy: (term) => term.length > 5 && 0.2 });
  const found = best === undefined ? undefined : sentences[Number(best['id'])];
  if (found === undefined) return noAnswer;
  return `“${found.sentence}”${found.mark === undefined ? '' : ` ${found.mark}`}`;
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

function toSentences(text: string): string[] {
  const segments = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  return segments.map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '');
}

/**
 * Takes a conversation apart: the last line of the last user message asks, everything else may be quoted.
 *
 * Where lines carry marks such as `[3]`, only those are passages; instructions around them are not quoted.
 */
export function readConversation(messages: readonly { role: string; content: string }[]): Asked {
  const lines = messages.flatMap(({ role, content }) =>
    content.split('\n').map((line) => ({ role, line: line.trim() })),
  );
  const asked = lines.findLastIndex(({ role, line }) => role === 'user' && line !== '');
  const question = (lines[asked]?.line ?? '').replace(/^question:\s*/i, '');
  const rest = lines.filter(({ line }, at) => at !== asked && line !== '').map(({ line }) => line);
  const marked = rest.filter((line) => /^\[\d+\]/.test(line));
  return { question, passages: marked.length > 0 ? marked : rest };
}
