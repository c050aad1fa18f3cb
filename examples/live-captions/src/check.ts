import assert from 'node:assert/strict';
import { createClient } from '@earmark/core';
import { samples } from '@earmark/emulator';
import type { Site } from './server.ts';
import type { Service } from './service.ts';

const bytesPerMs = 32;
const untilMs = 8_300;

/** Does without a browser what the page does: fetches itself a token, speaks, and hears itself. */
export async function check({ url }: Site, { streamingUrl }: Service): Promise<string> {
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /src="\/main\.js"/);
  assert.equal((await fetch(new URL('/main.js', url))).status, 200);

  const client = createClient({ apiKey: 'kept-on-the-server', streamingUrl });
  const speech = new Blob([(await samples.meeting.pcm()).slice(0, untilMs * bytesPerMs)]);
  const heard: string[] = [];
  const options = { token: async () => await fetchToken(url), pacing: 20 };
  for await (const event of client.streaming.transcribe(speech, { sample_rate: 16_000 }, options)) {
    if (event.type === 'turn-end') heard.push(event.transcript);
  }
  const said = samples.meeting.words.filter(({ end }) => end <= untilMs).map(({ text }) => text);
  assert.equal(heard.join(' '), said.join(' '));
  return heard.join(' ');
}

async function fetchToken(url: string): Promise<string> {
  const answer: unknown = await (await fetch(new URL('/token', url), { method: 'POST' })).json();
  assert.ok(typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string');
  return answer.token;
}
