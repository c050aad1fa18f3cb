import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { samples } from '../../src/index.ts';
import { start } from '../world.ts';
import type { Completion } from './chat.ts';

const path = '/v1/chat/completions';
const once = { fallback_config: { retry: false } };
const prompt = 'The launch is on Tuesday. When is the launch?';

// Another emulator speaks OpenAI's language well enough to be an upstream.
async function chain(script = {}, llmUpstreamKey?: string) {
  const upstream = await start({ engine: 'fixtures', keys: ['upstream-key'], script });
  const { llmGatewayUrl: llmUpstream } = upstream.emulator;
  const { client } = await start({ engine: 'fixtures', llmUpstream, llmUpstreamKey });
  return { client, journal: upstream.emulator.journal };
}

describe('an upstream', () => {
  it('completes what is asked here, and is sent nothing that only the gateway knows', async () => {
    const { client, journal } = await chain({}, 'upstream-key');
    const body = { model: 'any', prompt, fallbacks: [], model_region: 'global', max_tokens: 50 };
    const completion = (await (await client.post(path, body)).json()) as Completion;
    expect(completion).toMatchObject({
      request_id: expect.any(String) as unknown,
      request: { model: 'any', max_tokens: 50 },
      choices: [{ message: { content: '“The launch is on Tuesday.”' } }],
      usage: { input_tokens: 9, prompt_tokens: 9 },
    });
    expect(journal[0]?.json).toEqual({ model: 'any', max_tokens: 50, messages: [{ role: 'user', content: prompt }] });
  });

  it('streams through', async () => {
    const { client } = await chain({}, 'upstream-key');
    const response = await client.post(path, { model: 'any', prompt, stream: true });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect((await response.text()).trim().split('\n\n').at(-1)).toBe('data: [DONE]');
  });

  it('reads the transcript in the place of its tag', async () => {
    const { client, journal } = await chain({}, 'upstream-key');
    const { id, text } = await client.transcribe(new Uint8Array(await readFile(samples.meeting.audio)));
    await client.post(path, { model: 'any', transcript_id: id, prompt: '{{ transcript }} {{ transcript }} Why?' });
    const messages = [{ role: 'user', content: `${text} {{ transcript }} Why?` }];
    expect(journal[0]?.json).toEqual({ model: 'any', messages });
  });

  it('never sees the caller’s key, and its refusal is a provider error here', async () => {
    const { client, journal } = await chain();
    const response = await client.post(path, { model: 'any', prompt, ...once });
    expect(journal[0]?.headers).not.toHaveProperty('authorization');
    expect([response.status, await response.json()]).toMatchObject([
      500,
      {
        code: 500,
        message: 'provider error',
        metadata: { errors: [expect.stringMatching(/^the upstream answered 401/)] },
      },
    ]);
  });

  it('that is not there, or talks nonsense, is a provider error too', async () => {
    const script = { [`POST ${path}`]: [{ status: 200, body: 'hello' }] };
    const { client } = await chain(script, 'upstream-key');
    const nonsense = await client.post(path, { model: 'any', prompt, ...once });
    const gone = await start({ engine: 'fixtures', llmUpstream: 'http://127.0.0.1:1/v1' });
    const nobody = await gone.client.post(path, { model: 'any', prompt, ...once });
    expect([nonsense.status, nobody.status]).toEqual([500, 500]);
  });
});

describe('when the upstream fails', () => {
  const down = { status: 503, body: 'down' };

  it('it is asked once more, unless told otherwise', async () => {
    const { client, journal } = await chain({ [`POST ${path}`]: [down] }, 'upstream-key');
    const response = await client.post(path, { model: 'any', prompt });
    expect([response.status, journal.length]).toEqual([200, 2]);
    const [first, second] = journal.map(({ atMs }) => atMs);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(400);
  });

  it('fallbacks are asked, as deep as allowed, each with its own values', async () => {
    const { client, journal } = await chain({ [`POST ${path}`]: [{ ...down, times: 2 }] }, 'upstream-key');
    const fallbacks = [{ model: 'two' }, { model: 'three', max_tokens: 2 }, { model: 'four' }];
    const body = { model: 'one', prompt, fallbacks };
    const shallow = await client.post(path, { ...body, fallback_config: { depth: 1, retry: false } });
    expect(shallow.status).toBe(500);
    const again = await chain({ [`POST ${path}`]: [{ ...down, times: 2 }] }, 'upstream-key');
    const deep = await again.client.post(path, { ...body, fallback_config: { depth: 2, retry: false } });
    expect(await deep.json()).toMatchObject({ model: 'three', choices: [{ message: { content: '“The launch' } }] });
    expect([journal.length, again.journal.length]).toEqual([2, 3]);
  });
});
