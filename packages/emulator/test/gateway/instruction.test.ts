import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { readFile } from 'node:fs/promises';
import { start } from '../world.ts';
import { content } from './chat.ts';

const noWriting = 'This model quotes what was said, and writes nothing of its own.';
const lines = [
  'Anna: Good morning.',
  'Bob: The beta of the recorder launches on Tuesday.',
  'Anna: I will write the notes of the launch. Nice weather.',
  'Bob: The recorder needs a test before the beta.',
  'Anna: Did you like the tea?',
  'Bob: We need to call Tom.',
];
const talk = lines.join('\n');
const summary =
  '“Bob: The beta of the recorder launches on Tuesday.” “Bob: The recorder needs a test before the beta.”';
const items = '- “Anna: I will write the notes of the launch.”\n- “Bob: We need to call Tom.”';
const user = (text: string) => ({ role: 'user', content: text });
const system = (text: string) => ({ role: 'system', content: text });

describe('a summary is three sentences that were said, the most central, in their order', () => {
  it.each([
    ['Summarise the following transcript:\n\n', talk, ''],
    ['Please summarize this meeting in a few words.\n', talk, ''],
    ['', talk, '\n\nCan you summarize that?'],
    ['', talk, '\n\nWrite a short summary of the meeting.'],
    ['You get a transcript. Give me the key points.\n', talk, ''],
    ['', talk, '\nQuestion: What are the key takeaways?'],
  ])('%j', async (before, text, after) => {
    const said = (await content({ prompt: before + text + after })) ?? '';
    const quotes = [...said.matchAll(/“([^”]+)”/g)].map(([, quote]) => quote ?? '');
    expect(quotes).toHaveLength(3);
    expect(said.replaceAll(/“[^”]+”/g, '').trim()).toBe('');
    expect(quotes.map((quote) => talk.indexOf(quote)).toSorted((a, b) => a - b)).toEqual(
      quotes.map((quote) => talk.indexOf(quote)),
    );
    for (const quote of quotes) expect(talk).toContain(quote);
    for (const core of summary.matchAll(/“[^”]+”/g)) expect(said).toContain(core[0]);
  });

  it('asked for by the system, of what the user sends', async () => {
    const messages = [system('You are kind. Summarize what you are given.'), user('The beta launches on Tuesday.')];
    expect(await content({ messages })).toBe('“The beta launches on Tuesday.”');
  });

  it('of a transcript that is filled in, and of nothing around it', async () => {
    const { client } = await start();
    const { id, text } = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)));
    const prompt = 'Be careful. Summarise this meeting. It was a good one: {{ transcript }}';
    const response = await client.post('/v1/chat/completions', { model: 'any', prompt, transcript_id: id });
    const answer = (await response.json()) as { choices: [{ message: { content: string } }] };
    const quotes = [...answer.choices[0].message.content.matchAll(/“([^”]+)”/g)].map(([, quote]) => quote ?? '');
    expect(quotes).toHaveLength(3);
    for (const quote of quotes) expect(text).toContain(quote);
  });

  it('with marks where passages have them, and once more where more is to be said', async () => {
    const passages = '[1] Speaker A, 0:04: The beta launches.\n[2] Speaker B, 0:19: The beta is late.';
    const first = '“The beta launches.” [1] “The beta is late.” [2]';
    const messages = [user(`Summarise the passages, please.\n${passages}`)];
    expect(await content({ messages })).toBe(first);
    const again = [...messages, { role: 'assistant', content: first }, user('List the action items.')];
    expect(await content({ messages: again })).toBe('The passages do not answer that.');
  });

  it('as a list where a schema has one', async () => {
    const schema = {
      type: 'object',
      properties: { points: { type: 'array', items: { type: 'string' } } },
      required: ['points'],
    };
    const response_format = { type: 'json_schema', json_schema: { name: 'a', schema } };
    const answer = await content({ prompt: 'Summarise: One thing. Another thing.', response_format });
    expect(JSON.parse(answer ?? '')).toEqual({ points: ['One thing.', 'Another thing.'] });
  });

  it('of nothing is none', async () => {
    expect(await content({ prompt: 'Summarise the meeting.' })).toBe('The passages do not answer that.');
  });
});

it.each(['List the action items.', 'What are the action items?', 'Please extract all to-dos from this:'])(
  'action items are the sentences in which somebody says what will be done: %s',
  async (asks) => {
    expect(await content({ prompt: `${asks}\n\n${talk}` })).toBe(items);
    expect(await content({ prompt: `${talk}\n\n${asks}` })).toBe(items);
  },
);

it.each([
  'Translate this to Spanish:',
  'Could you translate the following?',
  'Rewrite that as a poem.',
  'Draft an email.',
])('what would have to be made up is refused, whatever was said: %s', async (asks) => {
  expect(await content({ prompt: `${asks}\n${talk}` })).toBe(noWriting);
});

it.each([
  ['When does the beta launch?', '“Bob: The beta of the recorder launches on Tuesday.”'],
  ['Who will summarize the launch in notes?', '“I will write the notes of the launch.”'],
])('a question stays a question, whatever the system says: %s', async (question, answer) => {
  const messages = [system('Summarise when you are asked to.'), user(`${talk}\n\n${question}`)];
  const said = await content({ messages });
  expect(said?.replace('Anna: ', '')).toBe(answer);
});
