import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { engineThatWaits, start } from '../world.ts';
import { melody, toWav } from '../wav.ts';
import type { Completion } from './chat.ts';

async function meeting() {
  const { client } = await start();
  const { id } = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)));
  async function content(body: object): Promise<string | null | undefined> {
    const response = await client.post('/v1/chat/completions', { model: 'any', transcript_id: id, ...body });
    return ((await response.json()) as Completion).choices[0]?.message.content;
  }
  return { client, content };
}

const budget = '“The budget for the recording studio is four thousand two hundred dollars.”';
const noAnswer = 'The passages do not answer that.';

describe('{{ transcript }}', () => {
  it('stands for the text of the transcript, wherever the question is', async () => {
    const { content } = await meeting();
    expect(await content({ prompt: '{{ transcript }}\n\nHow much is the budget?' })).toBe(budget);
    expect(await content({ prompt: 'How much is the budget?\n\n{{ transcript }}' })).toBe(budget);
    const messages = [
      { role: 'system', content: [{ type: 'text', text: 'You answer from this: {{ transcript }}' }] },
      { role: 'user', content: 'Tell me the budget.' },
    ];
    expect(await content({ messages })).toBe(budget);
  });

  it('is replaced once, and only in that spelling', async () => {
    const { client, content } = await meeting();
    expect(await content({ prompt: '{{transcript}} How much is the budget?' })).toBe(noAnswer);
    const twice = { prompt: '{{ transcript }}\n{{ transcript }}\nHow much is the budget?' };
    const once = { prompt: '{{ transcript }}\nHow much is the budget?' };
    const tokens = async (body: object): Promise<number | undefined> => {
      const { id } = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)));
      const response = await client.post('/v1/chat/completions', { model: 'any', transcript_id: id, ...body });
      return ((await response.json()) as Completion).usage['input_tokens'];
    };
    // The second tag stays, as three words.
    expect(await tokens(twice)).toBe(((await tokens(once)) ?? 0) + 3);
  });
});

describe('a transcript_id', () => {
  it('that is unknown is a 404', async () => {
    const { client } = await start();
    const body = { model: 'any', transcript_id: 'gone', prompt: '{{ transcript }} Why?' };
    const response = await client.post('/v1/chat/completions', body);
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { code: 404, message: 'transcript not found' },
    ]);
  });

  it('is ignored where no message has a place for it', async () => {
    const { client } = await start();
    const body = { model: 'any', transcript_id: 'gone', prompt: 'Why?' };
    expect((await client.post('/v1/chat/completions', body)).status).toBe(200);
  });

  it('whose job still runs is refused, with its status', async () => {
    const { engine, started } = engineThatWaits();
    const { client } = await start({ engine });
    const { id } = await client.create({ audio_url: await client.upload(toWav([melody(1, 8000, 1)], 8000)) });
    await started;
    const body = { model: 'any', transcript_id: id, prompt: '{{ transcript }} Why?' };
    const response = await client.post('/v1/chat/completions', body);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { metadata: { errors: ['transcript is not completed, its status is processing'] } },
    ]);
  });
});
