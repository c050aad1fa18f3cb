import type { Job } from '../jobs.ts';
import type { Json } from '../shapes.ts';

// Keys the service sends on every answer, asked for or not.
// https://www.assemblyai.com/docs/api-reference/transcripts/get
const constants: Json = {
  language_confidence: null,
  language_confidence_threshold: null,
  speech_model: null,
  acoustic_model: 'assemblyai_default',
  language_model: 'assemblyai_default',
  punctuate: true,
  format_text: true,
  auto_highlights: false,
  redact_pii: false,
  summarization: false,
  speaker_labels: false,
  webhook_url: null,
  webhook_status_code: null,
  throttled: false,
};

/** A job as the API answers it: the request echoed, results only once it is completed. */
export function toTranscript(job: Job): Json {
  const { webhook_auth_header_value: secret, ...echo } = job.params;
  const envelope = { ...constants, ...echo, id: job.id, status: job.status, webhook_auth: typeof secret === 'string' };
  const pending = { text: null, words: null, utterances: null, confidence: null, audio_duration: null };
  if (job.status === 'error') return { ...envelope, ...pending, error: job.error };
  return { ...envelope, ...(job.results ?? pending) };
}
