import type { Message } from './chat-request.ts';
import { toLines, toSentences } from './sentences.ts';

/** What quoting can do besides answering a question, and what it cannot: to write something new. */
export type Task = 'summary' | 'action-items' | 'writing';

export interface Instruction {
  readonly task: Task;
  /** Its own words, up to the colon where what it is about follows in the same sentence. */
  readonly text: string;
}

const opening =
  '^(?:(?:question|task|instructions?|prompt):\\s*)?(?:(?:please|kindly|briefly|now|(?:can|could|would|will) you)[,\\s]+)*';
const making =
  '(?:give|write|create|make|provide|produce|generate|prepare|list|extract|find|identify|show|what (?:are|were))';

const patterns: readonly (readonly [Task, RegExp])[] = [
  [
    'summary',
    pattern('summari[sz]e', 'sum up', 'tl;?dr', `${making}\\b.{0,40}?\\b(?:summary|recap|key (?:points|takeaways))`),
  ],
  ['action-items', pattern(`${making}\\b.{0,40}?\\b(?:action (?:items|points)|to-?dos|next steps)`)],
  ['writing', pattern('translate', 'rewrite', 'rephrase', 'paraphrase', 'draft', 'compose')],
];

/**
 * Finds what a conversation asks for where that is no question: at the beginning or the end of the last user message,
 * else among the system's instructions, unless the user asks something.
 */
export function findInstruction(messages: readonly Message[]): Instruction | undefined {
  const last = messages.findLast(({ role, content }) => role === 'user' && content.trim() !== '')?.content ?? '';
  const lines = toLines(last);
  const final = lines.at(-1) ?? '';
  const asked = /^question:/i.test(final) ? [final] : [lines[0] ?? '', final];
  const own = toInstruction(asked);
  if (own !== undefined || /\?["'”’)]*$/.test(final)) return own;
  return toInstruction(messages.filter(({ role }) => role === 'system').flatMap(({ content }) => toLines(content)));
}

/** The first instruction among the sentences of some lines. */
export function toInstruction(lines: readonly string[]): Instruction | undefined {
  for (const sentence of lines.flatMap(toSentences)) {
    for (const [task, asks] of patterns) {
      const found = asks.exec(sentence);
      if (found !== null) return { task, text: untilColon(sentence, found[0].length) };
    }
  }
  return undefined;
}

function untilColon(sentence: string, from: number): string {
  const colon = sentence.indexOf(': ', from);
  return colon === -1 ? sentence : sentence.slice(0, colon + 1);
}

function pattern(...choices: string[]): RegExp {
  return new RegExp(`${opening}(?:${choices.join('|')})\\b`, 'i');
}
