import { quoteAnswer, rankQuotes } from '../gateway/answerer.ts';
import { noAnswer, questionOf } from '../gateway/conversation.ts';
import { toInstruction } from '../gateway/instruction.ts';
import { namedIn } from '../gateway/evidence.ts';
import { isJson } from '../is-json.ts';
import { refusal } from '../problem.ts';
import type { Json } from '../shapes.ts';

/** Does what its prompt asks: a summary, a list of action items, or the sentence that shares most with it. */
export function answerTask({ prompt }: Json, input: string): string {
  if (typeof prompt !== 'string' || prompt === '') throw refusal(400, 'prompt is required');
  const { task, text } = toInstruction(prompt.split('\n')) ?? { task: undefined, text: questionOf(prompt) };
  return quoteAnswer({ question: text, ...(task && { task }), passages: input.split('\n') });
}

/** Summarises by quoting. */
export function summarise(input: string): string {
  return quoteAnswer({ question: '', task: 'summary', passages: input.split('\n') });
}

/** Lists the sentences in which somebody says what will be done. */
export function listActionItems(input: string): string {
  return quoteAnswer({ question: '', task: 'action-items', passages: input.split('\n') });
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
