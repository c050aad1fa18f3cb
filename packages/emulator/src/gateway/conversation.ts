import type { Message } from './chat-request.ts';

/** What is answered where nothing can be quoted. */
export const noAnswer = 'The passages do not answer that.';

/** What was asked, and what may be quoted. */
export interface Asked {
  readonly question: string;
  readonly passages: readonly string[];
}

/**
 * Takes a conversation apart: the last question of the last user message asks, everything else may be quoted, except
 * what was asked before and what was answered by quoting.
 *
 * Where lines carry marks such as `[3]`, only those are passages; instructions around them are not quoted.
 */
export function readConversation(messages: readonly Message[], transcript?: string): Asked {
  const last = messages.findLastIndex(({ role, content }) => role === 'user' && content.trim() !== '');
  const question = questionOf(messages[last]?.content ?? '');
  const lines = messages.flatMap(({ role, content }, at) => {
    if (role === 'assistant') return toLines(content).filter((line) => !isQuotation(line));
    if (role !== 'user') return toLines(content);
    // An earlier message may be nothing but a statement, which has to stay.
    return toLines(cut(content, at === last ? question : lastQuestion(content)));
  });
  const passages = [...lines, ...toLines(transcript ?? '')];
  const marked = passages.filter((line) => /^\[\d+\]/.test(line));
  return { question: question.replace(/^question:\s*/i, ''), passages: marked.length > 0 ? marked : passages };
}

/** The last sentence that ends with a question mark, else the last line. */
export function questionOf(content: string): string {
  return lastQuestion(content) ?? toLines(content).at(-1) ?? '';
}

function lastQuestion(content: string): string | undefined {
  const lines = toLines(content).filter((line) => !/^\[\d+\]/.test(line));
  return lines.flatMap(toSentences).findLast((sentence) => /\?["'”’)]*$/.test(sentence));
}

export function toSentences(text: string): string[] {
  const segments = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  const sentences: string[] = [];
  for (const { segment } of segments) {
    const before = sentences.at(-1);
    // A link has marks inside that end no sentence.
    if (before !== undefined && /\S$/.test(before)) sentences.splice(-1, 1, before + segment);
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** What was answered with quotation marks is a copy of what was said: quoting it again would prove nothing. */
function isQuotation(line: string): boolean {
  return line.startsWith('“') || line === noAnswer;
}

function toLines(content: string): string[] {
  return content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function cut(content: string, sentence: string | undefined): string {
  const at = sentence === undefined ? -1 : content.lastIndexOf(sentence);
  return sentence === undefined || at === -1 ? content : content.slice(0, at) + content.slice(at + sentence.length);
}
