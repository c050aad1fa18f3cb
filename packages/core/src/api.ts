// What every entry has, whatever it runs on.
export { type AudioSource } from './audio.ts';
export { type Client } from './client.ts';
export type { TranscriptColumns, UtteranceSpan, WordTable } from './columns/index.ts';
export { EarmarkError, type EarmarkErrorCode, type EarmarkErrorDetails } from './errors.ts';
export type { Call, RawCall } from './call.ts';
export type { ClientEvent } from './events.ts';
export type { Exports } from './exports.ts';
export type { Files } from './files.ts';
export type { Listing } from './listing.ts';
export { type ChatOptions, type Llm, toToolCalls } from './llm.ts';
export type { CallOptions, ClientOptions, Progress, Region, UploadOptions, WaitOptions } from './options.ts';
export type {
  ChatChoice,
  ChatCompletion,
  ChatCompletionChunk,
  ChatMessage,
  ChatParams,
  ChatTool,
  ChatUsage,
  Clip,
  ClipParams,
  CompletedTranscript,
  FailedTranscript,
  ListParams,
  ModelList,
  Paragraph,
  Paragraphs,
  ProcessingTranscript,
  QueuedTranscript,
  RedactedAudio,
  Sentence,
  Sentences,
  SpeechUnderstandingRequest,
  ToolCall,
  Transcript,
  TranscriptList,
  TranscriptListItem,
  TranscriptParams,
  TranscriptStatus,
  UnderstandingParams,
  Understanding as UnderstandingResult,
  Utterance,
  Word,
  WordSearch,
} from './schemas/index.ts';
export type { ChannelEvent, ChannelsSession } from './streaming/channels.ts';
export type { StreamingEvent, StreamingWord, TurnFields } from './streaming/events.ts';
export type { Streaming } from './streaming/index.ts';
export type { Pacing, StreamingOptions } from './streaming/options.ts';
export type { StreamingParams } from './streaming/params.ts';
export type { StreamingSession } from './streaming/session.ts';
export type { Socket, SocketListener, SocketRequest, SocketTransport } from './streaming/socket.ts';
export type { StreamingStats } from './streaming/stats.ts';
export type { StreamingToken, TokenParams } from './streaming/streaming.ts';
export type { StreamingTransform } from './streaming/transform.ts';
export type { TranscribeClip } from './clip.ts';
export type { Transcripts } from './transcripts.ts';
export type { Clock, HttpBody, HttpRequest, HttpResponse, Transport } from './transport.ts';
export type { Understanding } from './understanding.ts';
export {
  type NodeRequest,
  type NodeResponse,
  type WebhookOptions,
  type WebhookReceiver,
  createWebhookReceiver,
} from './waiting/webhook.ts';
export type { WebhookNotification } from './waiting/notification.ts';
