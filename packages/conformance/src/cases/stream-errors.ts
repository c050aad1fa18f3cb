import assert from 'node:assert/strict';
import type { Case } from '../case.ts';
import { everythingIn, observe } from '../observe.ts';
import { connections, inTime, listen } from '../streaming.ts';

const wrongKey = 'wrong-key-4f1c9a7e';
const failing = (error_code: number, error: string) => ({
  emulator: { script: { 'GET /v3/ws': [{ stream: { fail: { error_code, error } } }] } },
});

export const streamErrorCases: readonly Case[] = [
  {
    id: 'stream.bad-key-once',
    promise: 'a refused key ends a stream after one connection, with the service’s words',
    needs: ['stream'],
    kills: 'knocks-again',
    given: { emulator: { keys: ['right-key'] }, apiKey: wrongKey },
    async check(subject, { place, emulator }) {
      const { error } = await inTime(observe(listen(subject, place, {})));
      assert.ok(error instanceof Error, 'a refused key has to be an Error');
      assert.match(everythingIn(error), /Invalid API key/);
      assert.equal(connections(emulator).length, 1);
    },
  },
  {
    id: 'stream.secrets',
    promise: 'a key that the service echoes over a stream is in no error',
    needs: ['stream'],
    kills: 'leaks-the-key',
    given: { ...failing(1008, `Unauthorized Connection: Invalid API key ${wrongKey}`), apiKey: wrongKey },
    async check(subject, { place }) {
      const { error } = await inTime(observe(listen(subject, place, {})));
      assert.ok(error instanceof Error);
      assert.ok(!everythingIn(error).includes(wrongKey), 'the key must not be anywhere in the error');
    },
  },
  {
    id: 'stream.too-many-sessions',
    promise: 'too many sessions are no bad key: the error says so, and that it passes, after one connection',
    needs: ['stream'],
    kills: 'never-retryable',
    given: failing(1008, 'Unauthorized connection: Too many concurrent sessions'),
    async check(subject, { place, emulator }) {
      const { error } = await inTime(observe(listen(subject, place, {})));
      assert.match(everythingIn(error), /Too many concurrent sessions/);
      assert.ok(isRetryable(error), 'the error does not say that it is retryable');
      assert.equal(connections(emulator).length, 1);
    },
  },
  {
    id: 'stream.bad-input',
    promise: 'refused input is an error with the service’s words, at once, never an end as if all were well',
    needs: ['stream'],
    kills: 'swallows-errors',
    given: failing(3006, "User Input Validation Error: Invalid 'prompt': too long"),
    async check(subject, { place, emulator }) {
      const { error } = await inTime(observe(listen(subject, place, {})));
      assert.match(everythingIn(error), /Invalid 'prompt'/);
      assert.ok(!isRetryable(error), 'what is refused once is refused again');
      assert.equal(connections(emulator).length, 1);
    },
  },
];

/** Whether an error, or what caused it, says that trying again may help. */
function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('retryable' in error) return error.retryable === true;
  return isRetryable(error.cause);
}
