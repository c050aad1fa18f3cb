export { ChatAssemblyAI } from './chat/chat-assemblyai.ts';
export { type ChatAssemblyAICallOptions, type ChatAssemblyAIFields, transcriptTag } from './chat/options.ts';
export { TranscriptRetriever, type TranscriptRetrieverFields } from './retriever.ts';
export {
  type AudioLoaderOptions,
  AudioSubtitleLoader,
  AudioTranscriptLoader,
  AudioTranscriptParagraphsLoader,
  type AudioTranscriptParams,
  AudioTranscriptSentencesLoader,
} from './audio-loaders.ts';
export type { TranscriptCache } from './cache/store.ts';
export type { ChunkOptions } from './chunk-options.ts';
export {
  type Citation,
  type CitationOptions,
  type PlayerCue,
  citationOf,
  formatCitation,
  toPlayerCues,
} from './citations.ts';
export type { MoreMetadata, TranscriptDocument, TranscriptMetadata } from './documents.ts';
export { keepTimes } from './keep-times.ts';
export type { LinkTemplate, Moment } from './links.ts';
export { type LoadFailure, TranscriptLoadError } from './load-error.ts';
export { TranscriptLoader } from './loader.ts';
export type { TranscriptLoaderOptions } from './loader-options.ts';
export type { DocumentFormat, ListName, Passage } from './passage.ts';
export type { LoadProgress } from './progress.ts';
export type { TranscriptSource } from './source.ts';
export { TranscriptSplitter } from './splitter.ts';
