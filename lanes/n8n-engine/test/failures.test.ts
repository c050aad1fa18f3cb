import { readFile } from 'node:fs/promises';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, runNode } from './engine.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures', keys: ['right'] });
});
afterAll(async () => {
  await emulator.close();
});

const get = {
  resource: 'transcript',
  operation: 'get',
  transcriptId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
};
const apiKey = 'right';

describe('what goes wrong is said as n8n says it', () => {
  it('a wrong key: the service’s words, the status, and what to do', async () => {
    const { error } = await runNode(emulator, { parameters: get, items: [{ json: { id: 'a' } }], apiKey: 'wrong' });
    expect(error?.name).toBe('NodeApiError');
    expect(error).toMatchObject({ httpCode: '401', description: expect.stringContaining('credential') });
    expect(JSON.stringify(error)).not.toContain('"wrong"');
  });

  it('contradictory parameters: the fields, before anything is sent', async () => {
    const before = emulator.journal.length;
    const parameters = {
      resource: 'transcript',
      operation: 'transcribe',
      audioUrl: 'https://example.com/a.mp3',
      privacy: { redact_pii_audio: true },
    };
    const { error } = await runNode(emulator, { parameters, apiKey });
    expect(error?.name).toBe('NodeOperationError');
    expect(error?.message).toContain('redact_pii');
    expect(Object(error).description).toContain('nothing was paid for');
    expect(emulator.journal).toHaveLength(before);
  });

  it('with continue on fail, each item answers for itself, in order', async () => {
    const items = ['x', 'y', 'z'].map((id) => ({ json: { id } }));
    const done = await runNode(emulator, {
      parameters: get,
      items,
      apiKey,
      node: { onError: 'continueRegularOutput' },
    });
    expect(jsonOf(done)).toHaveLength(3);
    expect(done.data?.['main']?.[0]?.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
    for (const item of jsonOf(done)) expect(item['error']).toEqual(expect.any(String));
  });

  it('a local path is refused', async () => {
    const parameters = { resource: 'transcript', operation: 'create', audioUrl: '/etc/passwd' };
    const { error } = await runNode(emulator, { parameters, apiKey });
    expect(error?.message).toContain('local path');
  });
});

it('the cancel button ends the wait', async () => {
  const abort = new AbortController();
  const slow = await startEmulator({ engine: { name: 'never', recognise: () => new Promise(() => undefined) } });
  const parameters = { resource: 'transcript', operation: 'wait', transcriptId: { __rl: true, mode: 'id', value: '' } };
  try {
    const audio_url = await fetch(`${slow.url}/v2/upload`, {
      method: 'POST',
      headers: { authorization: 'right' },
      body: await readFile(samples.meeting.audio),
    }).then(async (answer) => Object(await answer.json()).upload_url);
    const body = JSON.stringify({ audio_url });
    const headers = { authorization: 'right', 'content-type': 'application/json' };
    const made = await fetch(`${slow.url}/v2/transcript`, { method: 'POST', headers, body });
    parameters.transcriptId.value = Object(await made.json()).id;
    const done = runNode(slow, { parameters, apiKey, abort: abort.signal });
    await expect.poll(() => slow.journal.length, { timeout: 30_000 }).toBeGreaterThan(2);
    abort.abort();
    // The job never ends: without the signal this would wait for it.
    expect((await done).run.status).not.toBe('success');
  } finally {
    await slow.close();
  }
});
