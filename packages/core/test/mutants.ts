import type { Subject } from '@earmark/conformance';
import { EarmarkError } from '../src/index.ts';
import { clientAt, subject, toHeard } from './subject.ts';

/** The reference subject, broken in one way each. */
export const mutants: Readonly<Record<string, Subject>> = {
  'resolves-a-failed-job': {
    ...subject,
    async transcribe(place, call) {
      return await subject.transcribe(place, call).catch((error: unknown) => {
        if (EarmarkError.is(error, 'transcript_failed')) return { text: '', segments: [] };
        throw error;
      });
    },
  },
  'leaks-the-key': {
    ...subject,
    async transcribe(place, call) {
      return await subject.transcribe(place, call).catch((error: unknown) => {
        throw Object.assign(error as Error, { request: { headers: { authorization: place.apiKey } } });
      });
    },
  },
  'deaf-while-waiting': {
    ...subject,
    async transcribe(place, { audio, params }) {
      return toHeard(await clientAt(place).transcripts.transcribe(audio, params));
    },
  },
  'times-in-seconds': {
    ...subject,
    async transcribe(place, call) {
      const { text, segments } = await subject.transcribe(place, call);
      return {
        text,
        segments: segments.map((one) => ({ ...one, startMs: one.startMs / 1000, endMs: one.endMs / 1000 })),
      };
    },
  },
};
