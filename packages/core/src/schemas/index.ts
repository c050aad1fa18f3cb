// Temporary: replaced when the complete schemas are merged.
export type { ChatParams, ChatCompletion, ModelList } from './chat.ts';
export type { CompletedTranscript, Transcript, TranscriptParams, Utterance, Word } from './transcript.ts';
import type { Transcript, Word } from './transcript.ts';
export interface TranscriptRow {
  id: string;
  status: Transcript['status'];
  created: string;
  audio_url: string;
  [k: string]: unknown;
}
export interface TranscriptList {
  page_details: { prev_url: string | null; [k: string]: unknown };
  transcripts: TranscriptRow[];
}
export interface Sentences {
  id: string;
  sentences: Word[];
  [k: string]: unknown;
}
export interface Paragraphs {
  id: string;
  paragraphs: Word[];
  [k: string]: unknown;
}
export interface WordSearch {
  id: string;
  total_count: number;
  matches: { text: string; count: number; timestamps: [number, number][]; indexes: number[] }[];
}
export interface RedactedAudio {
  status: string;
  redacted_audio_url: string;
}
export interface UnderstandingParams {
  transcript_id: string;
  speech_understanding: { request: Record<string, unknown> };
}
export interface UnderstandingResult {
  speech_understanding: { response?: Record<string, unknown> };
  [k: string]: unknown;
}
export interface ClipParams {
  model?: string;
  sample_rate?: number;
  channels?: number;
  [k: string]: unknown;
}
export interface ClipTranscript {
  text: string;
  words: Word[];
  [k: string]: unknown;
}
export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}
export interface ChatCompletionChunk {
  choices: { delta: { content?: string | null } }[];
  [k: string]: unknown;
}
