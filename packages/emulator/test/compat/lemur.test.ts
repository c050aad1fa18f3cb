import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { start } from '../world.ts';

const input_text = 'We meet on Monday. The budget is small. Anna likes tea. I will call Tom.';

async function lemur() {
  const { emulator, client } = await start({ engine: 'fixtures', compat: 'e25' });
  async function generate(purpose: string, body: object): Promise<[number, Answer]> {
    const response = await client.post(`/lemur/v3/generate/${purpose}`, { final_model: 'default', ...body });
    return [response.status, (await response.json()) as Answer];
  }
  async function respond(purpose: string, body: object): Promise<unknown> {
    return (await generate(purpose, { input_text, ...body }))[1].response;
  }
  return { emulator, client, generate, respond };
}

interface Answer {
  readonly request_id: string;
  readonly response: unknown;
}

describe('LeMUR', () => {
  it('answers a task, a summary and action items with quotes', async () => {
    const { respond } = await lemur();
    expect(await respond('task', { prompt: 'Be brief. How big is the budget?' })).toBe('“The budget is small.”');
    expect(await respond('summary', {})).toBe('“We meet on Monday.” “The budget is small.” “Anna likes tea.”');
    expect(await respond('action-items', {})).toBe('- “I will call Tom.”');
    expect(await respond('action-items', { input_text: 'Hello.' })).toBe('The passages do not answer that.');
  });

  it('answers each question, or chooses the option that was said', async () => {
    const { respond } = await lemur();
    const questions = [
      { question: 'When do we meet?' },
      { question: 'What does Anna like?', answer_options: ['coffee', 'tea'] },
      { question: 'What does Tom like?', answer_options: ['coffee'] },
    ];
    expect(await respond('question-answer', { questions })).toEqual([
      { question: 'When do we meet?', answer: '“We meet on Monday.”' },
      { question: 'What does Anna like?', answer: 'tea' },
      { question: 'What does Tom like?', answer: 'The passages do not answer that.' },
    ]);
  });

  it('reads transcripts, and counts words', async () => {
    const { client, generate } = await lemur();
    const { id, text } = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)));
    const body = { transcript_ids: [id], prompt: 'How much is the budget?', max_output_size: 2 };
    expect(await generate('task', body)).toMatchObject([
      200,
      { response: '“The budget', usage: { input_tokens: text?.split(' ').length, output_tokens: 2 } },
    ]);
  });

  it('keeps answers until they are purged', async () => {
    const { emulator, client, generate } = await lemur();
    const [, answer] = await generate('summary', { input_text });
    const path = `/lemur/v3/${answer.request_id}`;
    expect(await (await client.get(path)).json()).toEqual(answer);
    const purged = await fetch(`${emulator.url}${path}`, { method: 'DELETE', headers: { authorization: 'key' } });
    expect(await purged.json()).toMatchObject({ request_id_to_purge: answer.request_id, deleted: true });
    expect((await client.get(path)).status).toBe(404);
  });
});

describe('LeMUR refuses', () => {
  const bothFormats = [{ question: 'Why?', answer_format: 'short', answer_options: ['a'] }];
  it.each([
    ['neither transcripts nor text', 'summary', { input_text: '' }, 'one of transcript_ids or input_text is required'],
    ['both', 'summary', { transcript_ids: ['a'] }, 'one of transcript_ids or input_text is required'],
    [
      'unknown transcripts',
      'summary',
      { input_text: '', transcript_ids: ['a'] },
      'Transcript lookup error, transcript id not found',
    ],
    ['a temperature above 1', 'summary', { temperature: 1.1 }, 'temperature must be between 0 and 1'],
    ['no room', 'summary', { max_output_size: 0 }, 'max_output_size must be an integer of at least 1'],
    ['a task without prompt', 'task', {}, 'prompt is required'],
    ['no questions', 'question-answer', { questions: [] }, 'questions is required'],
    [
      'two formats of an answer',
      'question-answer',
      { questions: bothFormats },
      'only one of answer_format and answer_options can be used',
    ],
  ])('%s', async (_what, purpose, body, error) => {
    const { generate } = await lemur();
    expect(await generate(purpose, { input_text, ...body })).toEqual([400, { error }]);
  });
});

it('without compat there is no LeMUR any more', async () => {
  const { client } = await start();
  expect((await client.post('/lemur/v3/generate/summary', { input_text })).status).toBe(404);
});
