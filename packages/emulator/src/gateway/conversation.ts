import type { Message } from './chat-request.ts';
import { type Instruction, type Task, findInstruction } from './instruction.ts';
import { toLines, toSentences } from './sentences.ts';

/** What is answered where nothing can be quoted. */
export const noAnswer = 'The passages do not answer that.';

/** What is answered to who wants a text that nobody said, such as a translation. */
export const noWriting = 'This model quotes what was said, and writes nothing of its own.';

/** What was asked, and what may be quoted. */
export interface Asked {
  readonly question: string;
  /** What is to be done with the passages. @default the question is answered */
  readonly task?: Task;
  readonly passages: readonly string[];
}

/**
 * Takes a conversation apart: the last question of the last user message asks, everything else may be quoted, except
 * what was asked before and what was answered by quoting.
 *
 * Where lines carry marks such as `[3]`, only those are passages; instructions around them are not quoted. Nor are
 * they in a summary, which is of the transcript where there is one, else of what was not said by the system.
 */
export function readConversation(messages: readonly Message[], transcript?: string): Asked {
  const instruction = findInstruction(messages);
  if (instruction !== undefined) return readTask(instruction, messages, transcript);
  const last = messages.findLastIndex(({ role, content }) => role === 'user' && content.trim() !== '');
  const question = questionOf(messages[last]?.content ?? '');
  const lines = messages.flatMap(({ role, content }, at) => {
    if (role === 'assistant') return toLines(content).filter((line) => !isQuotation(line));
    if (role !== 'user') return toLines(content);
    // An earlier message may be nothing but a statement, which has to stay.
    return toLines(cut(content, at === last ? question : lastQuestion(content)));
  });
  const passages = [...lines, ...toLines(transcript ?? '')];
  return { question: question.replace(/^question:\s*/i, ''), passages: onlyMarked(passages) };
}

function readTask({ task, text }: Instruction, messages: readonly Message[], transcript?: string): Asked {
  const linesOf = (isTheirs: (role: string) => boolean): string[] =>
    messages
      .filter(({ role }) => isTheirs(role))
      .flatMap(({ content }) => toLines(cut(content, text)))
      .filter((line) => !line.endsWith(':') && !isQuotation(line));
  const said = transcript === undefined ? linesOf((role) => role !== 'system') : toLines(transcript);
  return { question: text, task, passages: onlyMarked(said.length > 0 ? said : linesOf((role) => role === 'system')) };
}

function onlyMarked(lines: readonly string[]): readonly string[] {
  const marked = lines.filter((line) => /^\[\d+\]/.test(line));
  return marked.length > 0 ? marked : lines;
}

/** The last sentence that ends with a question mark, else the last line. */
export function questionOf(content: string): string {
  return lastQuestion(content) ?? toLines(content).at(-1) ?? '';
}

function lastQuestion(content: string): string | undefined {
  const lines = toLines(content).filter((line) => !/^\[\d+\]/.test(line));
  return lines.flatMap(toSentences).findLast((sentence) => /\?["'”’)]*$/.test(sentence));
}

/** What was answered with quotation marks is a copy of what was said: quoting it again would prove nothing. */
function isQuotation(line: string): boolean {
  return /^(?:- )?“/.test(line) || line === noAnswer || line === noWriting;
}

function cut(content: string, sentence: string | undefined): string {
  const at = sentence === undefined ? -1 : content.lastIndexOf(sentence);
  return sentence === undefined || at === -1 ? content : content.slice(0, at) + content.slice(at + sentence.length);
}
