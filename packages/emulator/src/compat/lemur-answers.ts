import { quoteAnswer, rankQuotes } from '../gateway/answerer.ts';
import { noAnswer, questionOf, toSentences } from '../gateway/conversation.ts';
import { namedIn } from '../gateway/evidence.ts';
import { isJson } from '../is-json.ts';
import { refusal } from '../problem.ts';
import type { Json } from '../shapes.ts';

const summarySentences = 3;

/** Answers a task with the sentence that shares most with its prompt. */
export function answerTask({ prompt }: Json, input: string): string {
  if (typeof prompt !== 'string' || prompt === '') throw refusal(400, 'prompt is required');
  return quoteAnswer({ question: questionOf(prompt), passages: input.split('\n') });
}

/** Summarises by quoting the first sentences: how a recording begins is often, but only often, what it is about. */
export function summarise(input: string): string {
  return sentencesOf(input)
    .slice(0, summarySentences)
    .map((sentence) => `“${sentence}”`)
    .join(' ');
}

/** Lists the sentences in which somebody says what will be done. */
export function listActionItems(input: string): string {
  const items = sentencesOf(input).filter((sentence) => /\b(?:I|we)(?:['’]ll| will| must| need to)\b/i.test(sentence));
  return items.length === 0 ? noAnswer : items.map((item) => `- “${item}”`).join('\n');
}

/** Answers each question with a quote, or with the option that is named in it. */
export function answerQuestions({ questions }: Json, input: string): Json[] {
  if (!Array.isArray(questions) || questions.length === 0) throw refusal(400, 'questions is required');
  return questions.map((item: unknown) => {
    const asked = isJson(item) ? item : {};
    const { question, answer_format, answer_options } = asked;
    if (typeof question !== 'string' || question === '') throw refusal(400, 'question is required');
    if (answer_format !== undefined && answer_options !== undefined) {
      throw refusal(400, 'only one of answer_format and answer_options can be used');
    }
    const answered = { question, passages: input.split('\n') };
    if (!Array.isArray(answer_options)) return { question, answer: quoteAnswer(answered) };
    const [best] = rankQuotes(answered);
    const [named = noAnswer] = namedIn(best?.sentence ?? '', answer_options);
    return { question, answer: named };
  });
}

function sentencesOf(input: string): string[] {
  return input.split('\n').flatMap(toSentences);
}
