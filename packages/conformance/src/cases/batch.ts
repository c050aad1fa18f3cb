import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { samples } from '@earmark/emulator';
import type { Case } from '../case.ts';

const transcribed = 'POST /v2/transcript';

export const batchCases: readonly Case[] = [
  {
    id: 'batch.words-and-times',
    promise: 'words, speakers and whole-millisecond times arrive as the service sent them, from one job',
    needs: ['transcribe'],
    kills: 'times-in-seconds',
    given: {},
    async check(subject, { emulator, place }) {
      const audio = await readFile(samples.meeting.audio);
      const call = { audio, params: { speaker_labels: true }, signal: undefined };
      const heard = await subject.transcribe(place, call);

      const words = samples.meeting.words;
      const [first, last] = [words[0], words.at(-1)];
      assert.ok(first !== undefined && last !== undefined);
      assert.equal(heard.text.replace(/\s+/g, ' '), words.map((word) => word.text).join(' '));
      assert.equal(heard.segments[0]?.startMs, first.start);
      assert.equal(heard.segments.at(-1)?.endMs, last.end);
      assert.equal(heard.segments[0]?.speaker, first.speaker);
      assert.ok(
        heard.segments.every((segment) => Number.isInteger(segment.startMs) && Number.isInteger(segment.endMs)),
      );

      const jobs = emulator.journal.filter((entry) => entry.route === transcribed);
      assert.equal(jobs.length, 1);
      const uploads = emulator.journal.filter((entry) => entry.route === 'POST /v2/upload');
      assert.deepEqual(
        uploads.map((entry) => entry.bytes),
        [audio.byteLength],
      );
    },
  },
];
