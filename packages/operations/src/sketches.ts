import type { Transcript } from '@earmark/core/portable';
import type { Sketch } from './brief.ts';
import { timecode } from './timecode.ts';

/** A transcript for a model: who said what where that is known, else the text. */
export function sketchOf(transcript: Transcript): Sketch {
  const { id, status, audio_duration, language_code, speech_model_used } = transcript;
  const facts = { transcript_id: id, status, duration: durationOf(audio_duration), language_code, speech_model_used };
  if (status === 'error') return { facts: { ...facts, error: transcript.error } };
  if (status !== 'completed') return { facts: { ...facts, next: 'wait_for_transcript' } };
  const turns = transcript.utterances ?? [];
  const speakers = [...new Set(turns.map(({ speaker }) => speaker))].slice(0, 20);
  const body = turns.length === 0 ? (transcript.text ?? '') : turnsOf(turns);
  return {
    facts: { ...facts, ...(speakers.length === 0 ? {} : { speakers }) },
    body,
    isSpeech: true,
    rest: (offset) => `Call get_transcript with this transcript_id and offset ${offset} for what follows.`,
  };
}

interface Part {
  readonly text: string;
  readonly start: number;
  readonly speaker?: string | null | undefined;
}

/** A line for each turn, sentence or paragraph: when, who, what. */
export function turnsOf(parts: readonly Part[]): string {
  return parts
    .map(({ text, start, speaker }) => `[${timecode(start)}] ${(speaker ?? undefined) ? `${speaker}: ` : ''}${text}`)
    .join('\n');
}

function durationOf(seconds: number | null | undefined): string | undefined {
  return typeof seconds === 'number' ? timecode(seconds * 1000) : undefined;
}
