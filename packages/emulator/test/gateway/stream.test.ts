import { expect, it } from 'vitest';
import { send } from './chat.ts';

const prompt = 'The launch is on Tuesday. When is the launch?';

it('a stream is server-sent events that end with [DONE]', async () => {
  const response = await send({ prompt, stream: true });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const lines = (await response.text()).trim().split('\n\n');
  expect(lines.every((line) => line.startsWith('data: '))).toBe(true);
  expect(lines.pop()).toBe('data: [DONE]');
  const chunks = lines.map((line) => JSON.parse(line.slice(6)) as { object: string; usage?: object });
  expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true);
  expect(chunks.some(({ usage }) => usage !== undefined)).toBe(false);
});

it('what is refused is refused before the stream begins', async () => {
  const response = await send({ prompt, stream: true, temperature: 3 });
  expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json']);
});
