// The heart without a platform: no timer, no `process`, no `node:` module is reachable from here.
export { type AudioSource, openAudio } from './audio.ts';
export { type Client, type Platform, createPortableClient } from './client.ts';
export { EarmarkError, type EarmarkErrorCode, type EarmarkErrorDetails } from './errors.ts';
export type { Files } from './files.ts';
export type { Llm } from './llm.ts';
export type { ClientOptions, Progress, Region, UploadOptions, WaitOptions } from './options.ts';
export type { ChatCompletion, ChatParams, ModelList } from './schemas/chat.ts';
export type { CompletedTranscript, Transcript, TranscriptParams, Utterance, Word } from './schemas/transcript.ts';
export type { CallOptions, Transcripts } from './transcripts.ts';
export type { Clock, HttpBody, HttpRequest, HttpResponse, Transport } from './transport.ts';
