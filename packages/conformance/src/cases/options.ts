import assert from 'node:assert/strict';
import type { Emulator } from '@earmark/emulator';
import type { Case } from '../case.ts';
import { observe } from '../observe.ts';

const audio = new TextEncoder().encode('this is not audio');

// The job fails, as this is no audio: what matters is what was asked for.
function submitted({ journal }: Emulator): Readonly<Record<string, unknown>> {
  const json = journal.find((entry) => entry.route === 'POST /v2/transcript')?.json;
  assert.ok(typeof json === 'object' && json !== null, 'no job was submitted');
  return { ...json };
}

export const optionCases: readonly Case[] = [
  {
    id: 'options.falsy',
    promise: '`0`, `false` and the empty string are values, and reach the wire',
    needs: ['transcribe', 'params'],
    kills: 'drops-falsy-values',
    given: {},
    async check(subject, { emulator, place }) {
      const params = { punctuate: false, audio_start_from: 0, prompt: '' };
      await observe(subject.transcribe(place, { audio, params, signal: undefined }));
      const { punctuate, audio_start_from, prompt } = submitted(emulator);
      assert.deepEqual({ punctuate, audio_start_from, prompt }, params);
    },
  },
  {
    id: 'options.undefined',
    promise: 'an explicit `undefined` is absent, and the service’s default stands',
    needs: ['transcribe', 'params'],
    kills: 'sends-the-undefined',
    given: {},
    async check(subject, { emulator, place }) {
      const params = { punctuate: undefined, disfluencies: true };
      await observe(subject.transcribe(place, { audio, params, signal: undefined }));
      const sent = submitted(emulator);
      assert.equal(sent['disfluencies'], true);
      assert.ok(!('punctuate' in sent), 'the parameter that was undefined was sent');
    },
  },
  {
    id: 'options.untouched',
    promise: 'what the caller passes is the same afterwards',
    needs: ['transcribe', 'params'],
    kills: 'writes-into-params',
    given: {},
    async check(subject, { emulator, place }) {
      const params = { keyterms_prompt: ['one'], disfluencies: true };
      const [before, bytes] = [structuredClone(params), audio.slice()];
      await observe(subject.transcribe(place, { audio, params, signal: undefined }));
      assert.equal(submitted(emulator)['disfluencies'], true);
      assert.deepEqual(params, before);
      assert.deepEqual(audio, bytes);
    },
  },
  {
    id: 'audio.view',
    promise: 'audio that is a view of a larger buffer sends its own bytes alone',
    needs: ['transcribe'],
    kills: 'sends-the-whole-buffer',
    given: {},
    async check(subject, { emulator, place }) {
      const view = new Uint8Array(4096).fill(7).subarray(1000, 1640);
      await observe(subject.transcribe(place, { audio: view, params: {}, signal: undefined }));
      assert.equal(emulator.journal.find((entry) => entry.route === 'POST /v2/upload')?.bytes, 640);
    },
  },
];
