import assert from 'node:assert/strict';
import { startEmulator } from '@earmark/emulator';
import type { Case } from '../case.ts';
import { everythingIn, observe } from '../observe.ts';

const wrongKey = 'wrong-key-4f1c9a7e';
const echoed = `This is refused: the key ${wrongKey} for https://example.org/a.mp3?X-Signature=1`;
const looked = 'GET /v2/transcript/{transcript_id}';
const noAudio = new TextEncoder().encode('this is not audio');

export const errorCases: readonly Case[] = [
  {
    id: 'error.failed-job',
    promise: 'a failed job is an error with the service’s words and the transcript id, never an empty result',
    needs: ['transcribe'],
    kills: 'resolves-a-failed-job',
    given: {},
    async check(subject, { emulator, place }) {
      const audio = new TextEncoder().encode('this is not audio');
      const seen = await observe(subject.transcribe(place, { audio, params: {}, signal: undefined }));

      assert.ok(seen.error instanceof Error, 'a failed job has to be an Error');
      assert.match(seen.error.message, /Transcoding failed\. File type text\/plain/);
      const looks = emulator.journal.filter((entry) => entry.route === 'GET /v2/transcript/{transcript_id}');
      const id = looks.at(-1)?.path.split('/').at(-1) ?? 'no job was looked at';
      assert.ok(everythingIn(seen.error).includes(id), 'the error has to carry the id of the job, which was paid for');
      assert.equal(emulator.journal.filter((entry) => entry.route === 'POST /v2/transcript').length, 1);
    },
  },
  {
    id: 'error.auth',
    promise: 'a refused key is an error with the service’s words, at once, and the key is nowhere in it',
    needs: ['transcribe'],
    kills: 'leaks-the-key',
    given: { emulator: { keys: ['right-key'] }, apiKey: wrongKey },
    async check(subject, { emulator, place }) {
      const audio = new Uint8Array(64);
      const seen = await observe(subject.transcribe(place, { audio, params: {}, signal: undefined }));

      assert.ok(seen.error instanceof Error, 'a refused key has to be an Error');
      assert.match(seen.error.message, /Authentication error, API token missing\/invalid/);
      assert.ok(!everythingIn(seen.error).includes(wrongKey), 'the key must not be anywhere in the error');
      assert.deepEqual(
        emulator.journal.map((entry) => [entry.route, entry.headers['authorization'], entry.status]),
        [['POST /v2/upload', wrongKey, 401]],
      );
    },
  },
  {
    id: 'error.status-check',
    promise: 'whatever a look at a job is answered, what is thrown is an Error',
    needs: ['transcribe'],
    kills: 'throws-plain-objects',
    given: { emulator: { script: { [looked]: [{ status: 401, body: { error: 'Authentication error' } }] } } },
    async check(subject, { place }) {
      const seen = await observe(subject.transcribe(place, { audio: noAudio, params: {}, signal: undefined }));
      assert.ok(seen.error instanceof Error, 'something other than an Error was thrown');
      assert.match(seen.error.message, /Authentication error/);
    },
  },
  {
    id: 'error.keeps-id',
    promise: 'once a job exists, every error carries its id, so that nothing paid for is lost',
    needs: ['transcribe'],
    kills: 'forgets-the-id',
    given: { emulator: { script: { [looked]: [{ status: 403, body: { error: 'Forbidden' } }] } } },
    async check(subject, { emulator, place }) {
      const seen = await observe(subject.transcribe(place, { audio: noAudio, params: {}, signal: undefined }));
      const id = emulator.journal
        .find((entry) => entry.route === looked)
        ?.path.split('/')
        .at(-1);
      assert.ok(id !== undefined && id !== '', 'no job was looked at');
      assert.ok(everythingIn(seen.error).includes(id), 'the error does not carry the id of the job');
    },
  },
  {
    id: 'secrets.silent',
    promise: 'a key or a signed URL that the service echoes is in no error',
    needs: ['transcribe'],
    kills: 'repeats-the-service',
    given: {
      apiKey: wrongKey,
      emulator: { script: { 'POST /v2/transcript': [{ status: 400, body: { error: echoed } }] } },
    },
    async check(subject, { place }) {
      const seen = await observe(subject.transcribe(place, { audio: noAudio, params: {}, signal: undefined }));
      assert.ok(seen.error instanceof Error);
      assert.match(seen.error.message, /is refused/);
      for (const secret of [wrongKey, 'X-Signature']) {
        assert.ok(!everythingIn(seen.error).includes(secret), 'a secret is in the error');
      }
    },
  },
  {
    id: 'key.other-origin',
    promise: 'a redirect to another host is not followed: it would get the key',
    needs: ['transcribe'],
    kills: 'follows-redirects',
    given: {},
    async check(subject, { emulator: elsewhere, place }) {
      const headers = { location: `${elsewhere.url}/v2/transcript` };
      const script = { 'POST /v2/transcript': [{ status: 307, headers }] };
      await using emulator = await startEmulator({ engine: 'fixtures', script });
      const call = { audio: noAudio, params: {}, signal: undefined };
      const seen = await observe(subject.transcribe({ ...place, baseUrl: emulator.url }, call));
      assert.ok(seen.error instanceof Error);
      assert.deepEqual(emulator.unusedAnswers(), []);
      assert.deepEqual(elsewhere.journal, [], 'the other host was asked');
    },
  },
];
