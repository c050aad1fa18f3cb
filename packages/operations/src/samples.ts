import type { CompletedTranscript } from '@earmark/core/portable';

export const sampleId = '3f1a9a52-8c0e-4a0e-9a39-5b0d0a7b6c11';
export const sampleAudio = 'https://example.com/meeting.mp3';

const words = [
  { text: 'Good', start: 100, end: 300, confidence: 0.98, speaker: 'A' },
  { text: 'morning.', start: 300, end: 700, confidence: 0.97, speaker: 'A' },
];

/** A sentence, and a paragraph and a turn too. */
export const samplePart = { text: 'Good morning.', start: 100, end: 700, confidence: 0.975, speaker: 'A', words };

export const sampleTranscript: CompletedTranscript = {
  id: sampleId,
  status: 'completed',
  audio_url: sampleAudio,
  text: 'Good morning.',
  words,
  utterances: [samplePart],
  confidence: 0.975,
  audio_duration: 1,
  language_code: 'en_us',
  speech_model_used: 'universal-3-5-pro',
};
