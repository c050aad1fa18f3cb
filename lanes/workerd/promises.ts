import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

export interface Worker {
  readonly url: string;
  readonly audio: Uint8Array<ArrayBuffer>;
}

type Answer = Readonly<Record<string, unknown>>;

const words = /^Good morning, Daniel\. .*beta will launch on Tuesday/s;

/** What holds in the runtime, each with how it is seen from outside. */
export const promises: Readonly<Record<string, (worker: Worker) => Promise<void>>> = {
  async 'bytes are uploaded and transcribed, and every stage is told'(worker) {
    const { text, stages } = await ask(worker, '/transcribe', worker.audio);
    assert.match(String(text), words);
    assert.deepEqual([...new Set(String(stages).split(','))], ['uploading', 'queued', 'processing', 'completed']);
  },
  async 'a request’s own body is sent on as it comes in'(worker) {
    const { text } = await ask(worker, '/stream-through', worker.audio);
    assert.match(String(text), words);
  },
  async 'a transcript is read as columns'(worker) {
    const { id } = await ask(worker, '/transcribe', worker.audio);
    assert.deepEqual(await ask(worker, '/columns', String(id)), { words: 159, first: 'Good' });
  },
  async 'a model’s answer arrives in pieces'(worker) {
    const { id } = await ask(worker, '/transcribe', worker.audio);
    const { text, pieces } = await ask(worker, '/llm', String(id));
    assert.match(String(text), /Tuesday, the second of June/);
    assert.ok(Number(pieces) > 2);
  },
  async 'the service’s call reaches the receiver’s fetch, and one without the secret does not'(worker) {
    const { id } = await ask(worker, '/submit', worker.audio);
    await until(async () => JSON.stringify(await ask(worker, '/notified')).includes(String(id)));
    const body = JSON.stringify({ transcript_id: 'forged', status: 'completed' });
    assert.equal((await fetch(`${worker.url}/webhook`, { method: 'POST', body })).status, 401);
    assert.doesNotMatch(JSON.stringify(await ask(worker, '/notified')), /forged/);
  },
  async 'who waits in one request is done when the service calls in another'(worker) {
    const { text } = await ask(worker, '/wait-for-call', worker.audio);
    assert.match(String(text), words);
    // Not woken, it would look after 30 s: too late for this request.
  },
  async 'a refused key is an error of code auth, without the key in it'(worker) {
    const answer = await ask(worker, '/refused', worker.audio, 500);
    assert.deepEqual([answer['code'], answer['status']], ['auth', 401]);
    assert.doesNotMatch(JSON.stringify(answer), /nobody-gave/);
  },
  async 'an abort ends the call with the signal’s own reason'(worker) {
    const { message } = await ask(worker, '/abort', worker.audio, 500);
    assert.match(String(message), /TimeoutError/);
  },
};

async function ask(
  { url }: Worker,
  path: string,
  body?: Uint8Array<ArrayBuffer> | string,
  status = 200,
): Promise<Answer> {
  const signal = AbortSignal.timeout(30_000);
  const answer = await fetch(url + path, { method: 'POST', body: body ?? null, signal });
  const text = await answer.text();
  assert.equal(answer.status, status, `${path}: ${text}`);
  return JSON.parse(text);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 100; looks += 1) {
    if (await isSo()) return;
    await setTimeout(100);
  }
  assert.fail('it did not happen within 10 s');
}
