import type { Job } from '../jobs.ts';
import type { Json, Word } from '../shapes.ts';
import { meanConfidence, spoken, toUtterances } from './units.ts';

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
  if (job.status !== 'completed') return { ...envelope, ...pending };
  return { ...envelope, ...results(job) };
}

function results(job: Job): Json {
  const words = wordsOf(job);
  const wantsSpeakers = job.params['speaker_labels'] === true;
  const utterances = wantsSpeakers ? toUtterances(words) : null;
  return {
    text: spoken(words),
    words,
    utterances,
    confidence: meanConfidence(words),
    audio_duration: Math.ceil((job.heard?.durationMs ?? 0) / 1000),
    language_code: job.params['language_code'] ?? job.heard?.recognition.languageCode ?? null,
    ...(wantsSpeakers && utterances === null ? { metadata: { warnings: [{ message: noSpeakers }] } } : {}),
  };
}

const noSpeakers =
  'speaker_labels is unavailable: the speech engine of this emulator cannot tell voices apart. Only recordings whose ' +
  'fixture names the speakers have utterances.';

/** The words of a completed job, with their speakers only where they were asked for. */
export function wordsOf(job: Job): Word[] {
  const words = job.heard?.recognition.words ?? [];
  if (job.params['speaker_labels'] === true) return [...words];
  return words.map((word) => ({ ...word, speaker: null }));
}
