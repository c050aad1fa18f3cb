import { type Transcript, EarmarkError } from '@earmark/core/portable';
import { transcriptSchema } from '@earmark/core/schemas';
import * as z from 'zod/mini';
import type { OperationContext } from '../context.ts';
import { audio, flag, transcriptId, whole } from '../kinds.ts';
import { defineOperation } from '../operation.ts';
import { sampleAudio, sampleId, sampleTranscript } from '../samples.ts';
import { sketchOf } from '../sketches.ts';
import { toUrl } from '../source.ts';
import { toParams, transcriptFields, transcriptUi } from '../transcript-fields.ts';

const waiting = z.optional(
  whole('How many seconds to wait, at most. A job that is not done by then goes on.', 0, 10_800),
);

export const submitTranscript = defineOperation({
  id: 'submit_transcript',
  title: 'Submit a recording',
  summary: 'Starts the transcription of a recording, and does not wait for it.',
  description:
    'Starts the transcription of a recording and returns its id at once, while it is queued. Use it for long recordings ' +
    'or several at a time; call wait_for_transcript next. Each call is paid for.',
  group: 'transcripts',
  kind: 'create',
  annotations: { readOnly: false, destructive: false, idempotent: false, billable: true },
  tier: 'core',
  fields: { audio, ...transcriptFields },
  ui: transcriptUi,
  output: transcriptSchema,
  sample: { input: { audio: sampleAudio }, output: { id: sampleId, status: 'queued', audio_url: sampleAudio } },
  async run({ audio: source, ...fields }, context) {
    return await submit(source, toParams(fields), context);
  },
  sketch: sketchOf,
});

export const transcribe = defineOperation({
  id: 'transcribe',
  title: 'Transcribe a recording',
  summary: 'Turns a recording into text, and waits until it is done.',
  description:
    'Transcribes a recording and waits for it. Gives the text, with speakers where speaker_labels is set, and the ' +
    'transcript_id that every other operation takes: do not transcribe twice, each call is paid for. Where it is not ' +
    'done in time, the status is queued or processing: call wait_for_transcript then.',
  group: 'transcripts',
  kind: 'create',
  annotations: { readOnly: false, destructive: false, idempotent: false, billable: true },
  tier: 'core',
  fields: {
    audio,
    wait: z.optional(flag('Whether to wait until it is done.')),
    max_wait_seconds: waiting,
    ...transcriptFields,
  },
  defaults: { wait: true, max_wait_seconds: 600 },
  ui: { ...transcriptUi, wait: { advanced: true }, max_wait_seconds: { advanced: true } },
  output: transcriptSchema,
  sample: { input: { audio: sampleAudio, speaker_labels: true }, output: sampleTranscript },
  async run({ audio: source, wait, max_wait_seconds, ...fields }, context) {
    const created = await submit(source, toParams(fields), context);
    if (wait === false) return created;
    // The first look may find it under way already.
    context.onProgress?.({ stage: 'queued', transcriptId: created.id });
    return await waitFor(created.id, max_wait_seconds, context);
  },
  sketch: sketchOf,
});

export const waitForTranscript = defineOperation({
  id: 'wait_for_transcript',
  title: 'Wait for a transcript',
  summary: 'Waits until a transcript is done, whoever started it.',
  description:
    'Waits for a transcript that is queued or processing, and gives it. Where it is not done in time, the status says so: ' +
    'call it again. Costs nothing.',
  group: 'transcripts',
  kind: 'wait',
  annotations: { readOnly: true, destructive: false, idempotent: true, billable: false },
  tier: 'core',
  fields: { transcript_id: transcriptId, max_wait_seconds: waiting },
  defaults: { max_wait_seconds: 600 },
  output: transcriptSchema,
  sample: { input: { transcript_id: sampleId }, output: sampleTranscript },
  run: ({ transcript_id, max_wait_seconds }, context) => waitFor(transcript_id, max_wait_seconds, context),
  sketch: sketchOf,
});

type Source = Parameters<typeof toUrl>[0];

async function submit(source: Source, params: ReturnType<typeof toParams>, context: OperationContext) {
  const audio_url = await toUrl(source, context);
  return await context.client.transcripts.create({ ...params, audio_url }, { signal: context.signal });
}

// A job that takes longer is no failure: it goes on, and its id is what the caller needs.
async function waitFor(id: string, seconds: number | undefined, context: OperationContext): Promise<Transcript> {
  const { client, signal, onProgress, maxWaitSeconds = Number.POSITIVE_INFINITY } = context;
  const timeoutMs = Math.min(seconds ?? maxWaitSeconds, maxWaitSeconds) * 1000;
  try {
    return await client.transcripts.wait(id, { signal, onProgress, timeoutMs });
  } catch (error) {
    if (!EarmarkError.is(error, 'timeout') || error.transcriptId === undefined) throw error;
    const left = await client.transcripts.get(id, { signal });
    if (left.status !== 'error') return left;
    throw new EarmarkError('transcript_failed', left.error, { serviceMessage: left.error, transcriptId: id });
  }
}
