import { createClient } from '@earmark/core';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EngineRun, type NodeRun, jsonOf, runNode } from './engine.ts';
import { type Heard, wake } from './wake.ts';

let emulator: Emulator;
let audioUrl = '';
const header = 'x-earmark-secret';
const parameters = {
  resource: 'transcript',
  operation: 'transcribeByWebhook',
  audioUrl: '={{ $json.audio }}',
  output: 'text',
};
const apiKey = 'right';

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures', keys: [apiKey, 'another'] });
  audioUrl = await createClient({ apiKey, baseUrl: emulator.url }).files.upload(samples.meeting.audio);
});
afterAll(async () => {
  await emulator.close();
});

interface Asleep {
  readonly run: EngineRun;
  readonly done: NodeRun;
  readonly secret: string;
  readonly id: string;
}

async function sleep(more: Partial<EngineRun> = {}): Promise<Asleep> {
  const run = { parameters, apiKey, items: [{ json: { audio: audioUrl } }], ...more };
  const done = await runNode(emulator, run);
  expect(done.error).toBeUndefined();
  const [job] = emulator.journal.filter(({ route }) => route === 'POST /v2/transcript').slice(-1);
  return {
    run,
    done,
    secret: String(Object(job?.json).webhook_auth_header_value),
    id: Object(jsonOf(done)[0]).id,
  };
}

async function call({ run, done, id }: Asleep, headers: Readonly<Record<string, string>>, about = id): Promise<Heard> {
  // The service calls when it is done.
  await createClient({ apiKey: run.apiKey ?? '', baseUrl: emulator.url })
    .transcripts.wait(id)
    .catch(() => undefined);
  return await wake(emulator, run, done, { headers, body: { transcript_id: about, status: 'completed' } });
}

const refused = { result: { noWebhookResponse: true }, answered: 401 };

it('a job is started with the address and a secret, and the execution sleeps', async () => {
  const { done } = await sleep();
  expect(done.run.waitTill).toBeInstanceOf(Date);
  expect(emulator.journal.at(-1)?.json).toMatchObject({
    webhook_url: expect.stringContaining('https://n8n.example.com/webhook-waiting'),
    webhook_auth_header_name: header,
    webhook_auth_header_value: expect.stringMatching(/^[\da-f]{64}$/),
  });
});

it('its own secret wakes an execution, and that of none other does', async () => {
  const [one, other] = [await sleep({ executionId: '41' }), await sleep({ executionId: '42' })];
  const atAnotherNode = await sleep({ executionId: '41', node: { id: 'three' } });
  const ofAnotherKey = await sleep({ executionId: '41', apiKey: 'another' });
  expect((await call(one, { [header]: one.secret })).result.workflowData?.[0]?.[0]?.json['text']).toContain('Daniel');
  for (const foreign of [other, atAnotherNode, ofAnotherKey])
    expect(await call(one, { [header]: foreign.secret })).toEqual(refused);
  expect(await call(other, { [header]: one.secret })).toEqual(refused);
});

it.each([
  ['no header', () => ({})],
  ['an empty header', () => ({ [header]: '' })],
  ['another header', (secret: string) => ({ authorization: secret })],
  ['a part of it', (secret: string) => ({ [header]: secret.slice(0, -1) })],
  ['it and more', (secret: string) => ({ [header]: `${secret}0` })],
])('%s instead of the secret is answered 401, and the execution sleeps on', async (_, headersOf) => {
  const asleep = await sleep();
  expect(await call(asleep, headersOf(asleep.secret))).toEqual(refused);
});

it('after a restart the same secret wakes it: nothing is kept but the execution', async () => {
  const before = await sleep({ executionId: '43' });
  const after = { ...before, done: structuredClone({ ...before.done }) };
  expect((await call(after, { [header]: before.secret })).result.workflowData).toHaveLength(1);
});

it('in a loop, a late call about an earlier recording does not wake it for the next', async () => {
  const [earlier, next] = [await sleep({ executionId: '44' }), await sleep({ executionId: '44' })];
  expect(earlier.secret).toBe(next.secret);
  const late = await call(next, { [header]: next.secret }, earlier.id);
  expect(late).toEqual({ result: { webhookResponse: expect.stringContaining('Another') }, answered: undefined });
  expect((await call(next, { [header]: next.secret })).result.workflowData).toHaveLength(1);
});

it('an execution without an ID does not sleep, and nothing is sent', async () => {
  const before = emulator.journal.length;
  const { error } = await runNode(emulator, { parameters, apiKey, executionId: '' });
  expect(error?.message).toContain('no ID');
  expect(emulator.journal).toHaveLength(before);
});

it.each(['http://localhost:5678', 'http://192.168.1.5:5678'])(
  '%s is refused with advice, and nothing is sent',
  async (publicUrl) => {
    const before = emulator.journal.length;
    const { error } = await runNode(emulator, { parameters, apiKey, publicUrl });
    expect(error?.message).toContain('WEBHOOK_URL');
    expect(emulator.journal).toHaveLength(before);
  },
);
