import assert from 'node:assert/strict';
import type { Case } from '../case.ts';
import { everythingIn, observe } from '../observe.ts';

const wrongKey = 'wrong-key-4f1c9a7e';

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
];
