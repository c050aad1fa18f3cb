import { type AudioSource, EarmarkError } from '@earmark/core/portable';
import { checkedClipParams, clipSchema, transcriptSchema } from '@earmark/core/schemas';
import * as z from 'zod/mini';
import { audio, flag, text, texts, transcriptId, whole } from '../kinds.ts';
import { defineOperation } from '../operation.ts';
import type { OperationContext } from '../context.ts';
import { sampleId, sampleTranscript } from '../samples.ts';
import { sketchOf } from '../sketches.ts';
import { withSource } from '../source.ts';

const sampleData = 'data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';

export const uploadFile = defineOperation({
  id: 'upload_file',
  title: 'Upload a file',
  summary: 'Sends a recording to the service, which alone can read it.',
  description:
    'Sends a local recording or a data: URL to the service and gives an upload_url, which transcribe and ' +
    'submit_transcript take as audio. Not needed for what has an http(s) URL.',
  group: 'files',
  kind: 'create',
  annotations: { readOnly: false, destructive: false, idempotent: false, billable: false },
  tier: 'full',
  fields: { audio },
  output: z.object({ upload_url: z.string() }),
  http: { service: 'api', method: 'POST', path: '/v2/upload', in: { audio: 'body' }, response: 'json' },
  sample: { input: { audio: sampleData }, output: { upload_url: 'https://cdn.assemblyai.com/upload/9d1f6c2e' } },
  async run({ audio: source }, context) {
    const { client, signal, onProgress } = context;
    return await withBytes(source, context, async (bytes) => ({
      upload_url: await client.files.upload(bytes, { signal, onProgress }),
    }));
  },
  sketch: ({ upload_url }) => ({ facts: {}, body: upload_url }),
});

const clipFields = {
  language_codes: z.optional(texts('The languages spoken.')),
  prompt: z.optional(text('What the clip is about, or how to write it down.')),
  keyterms_prompt: z.optional(texts('Names and terms to expect.')),
  timestamps: z.optional(flag('Whether words come with their times.')),
  sample_rate: z.optional(whole('Samples per second, of raw PCM.', 8000, 48_000)),
  channels: z.optional(whole('Channels, of raw PCM.', 1, 8)),
};

export const transcribeClip = defineOperation({
  id: 'transcribe_clip',
  title: 'Transcribe a clip',
  summary: 'Turns a clip of up to two minutes into text, in one round trip.',
  description:
    'Transcribes a short clip, 80 ms to 120 s of WAV or raw PCM, at once and without a job. Gives the text; there is no ' +
    'transcript_id to come back to. Each call is paid for. Not for http(s) URLs: use transcribe.',
  group: 'transcripts',
  kind: 'create',
  annotations: { readOnly: false, destructive: false, idempotent: false, billable: true },
  tier: 'full',
  fields: { audio, ...clipFields },
  ui: { sample_rate: { advanced: true }, channels: { advanced: true } },
  output: clipSchema,
  http: {
    service: 'sync',
    method: 'POST',
    path: '/v1/transcribe',
    in: Object.fromEntries(['audio', ...Object.keys(clipFields)].map((name) => [name, 'body' as const])),
    response: 'json',
  },
  sample: {
    input: { audio: sampleData, timestamps: true },
    output: { text: 'Good morning.', words: [], confidence: 0.97, audio_duration_ms: 1000, session_id: 'a-session' },
  },
  async run({ audio: source, ...fields }, context) {
    const params = checkedClipParams(fields);
    return await withBytes(source, context, (bytes) =>
      context.client.transcripts.transcribeClip(bytes, params, { signal: context.signal }),
    );
  },
  sketch: ({ text: said, confidence, audio_duration_ms }) => ({
    facts: { confidence, audio_duration_ms },
    body: said,
    isSpeech: true,
  }),
});

export const deleteTranscript = defineOperation({
  id: 'delete_transcript',
  title: 'Delete a transcript',
  summary: 'Deletes what was said and heard, for good.',
  description:
    'Deletes a transcript and its recording at the service. It cannot be undone: ask the person first. A job that still ' +
    'runs cannot be deleted.',
  group: 'transcripts',
  kind: 'delete',
  annotations: { readOnly: false, destructive: true, idempotent: true, billable: false },
  tier: 'full',
  fields: { transcript_id: transcriptId },
  output: transcriptSchema,
  http: {
    service: 'api',
    method: 'DELETE',
    path: '/v2/transcript/{transcript_id}',
    in: { transcript_id: 'path' },
    response: 'json',
  },
  sample: {
    input: { transcript_id: sampleId },
    output: {
      ...sampleTranscript,
      audio_url: 'http://deleted_by_user',
      text: 'Deleted by user.',
      words: null,
      utterances: null,
    },
  },
  run: async ({ transcript_id }, { client, signal }) => await client.transcripts.delete(transcript_id, { signal }),
  sketch: (left) => ({ facts: { ...sketchOf({ ...left, utterances: null }).facts, deleted: true } }),
});

async function withBytes<Value>(
  source: AudioSource,
  context: OperationContext,
  use: (bytes: AudioSource) => Promise<Value>,
): Promise<Value> {
  return await withSource(source, context, async (found) => {
    if ('opened' in found) return await use(found.opened.audio);
    throw new EarmarkError(
      'unsupported',
      '`audio` must be bytes here, not an http(s) URL: transcribe takes that as it is.',
    );
  });
}
