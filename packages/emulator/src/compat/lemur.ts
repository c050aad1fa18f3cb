import { randomUUID } from 'node:crypto';
import { countWords, firstWords } from '../gateway/words.ts';
import type { Answer, Exchange, Route } from '../http.ts';
import { type Jobs, jobsOf } from '../jobs.ts';
import { refusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import { answerQuestions, answerTask, listActionItems, summarise } from './lemur-answers.ts';
import { readInput } from './lemur-input.ts';

type Purpose = (body: Json, input: string) => unknown;

const purposes: Readonly<Record<string, Purpose>> = {
  task: answerTask,
  summary: (_body, input) => summarise(input),
  'question-answer': answerQuestions,
  'action-items': (_body, input) => listActionItems(input),
};

/** LeMUR, which the LLM gateway replaced: every answer quotes the transcripts. */
export function lemurRoutes(jobs: Jobs): Route[] {
  const answers = new Map<string, Json>();

  async function generate(exchange: Exchange, purpose: Purpose): Promise<Answer> {
    const body = await exchange.json();
    const { text, mostWords } = readInput(body, jobsOf(jobs, exchange.project));
    const answered = purpose(body, text);
    const response = typeof answered === 'string' ? firstWords(answered, mostWords) : answered;
    const output = typeof response === 'string' ? response : JSON.stringify(response);
    const usage = { input_tokens: countWords(text), output_tokens: countWords(output) };
    const answer = { request_id: randomUUID(), response, usage };
    answers.set(answer.request_id, answer);
    return { json: answer };
  }

  function find({ params }: Exchange): Json {
    const answer = answers.get(params['request_id'] ?? '');
    if (answer === undefined) throw refusal(404, 'LeMUR request not found');
    return answer;
  }

  function purge(exchange: Exchange): Answer {
    const { request_id } = find(exchange);
    answers.delete(String(request_id));
    return { json: { request_id: randomUUID(), request_id_to_purge: request_id, deleted: true } };
  }

  return [
    ...Object.entries(purposes).map(([name, purpose]): Route => {
      const handle = (exchange: Exchange): Promise<Answer> => generate(exchange, purpose);
      return { method: 'POST', path: `/lemur/v3/generate/${name}`, handle };
    }),
    { method: 'GET', path: '/lemur/v3/{request_id}', handle: (exchange) => ({ json: find(exchange) }) },
    { method: 'DELETE', path: '/lemur/v3/{request_id}', handle: purge },
  ];
}
