// The wire's shapes as zod/mini schemas, for those who check by themselves; the client loads them when it needs them.
export {
  type CacheControl,
  type ChatMessage,
  type ChatParams,
  type ChatTool,
  type TextPart,
  chatParamsSchema,
} from './chat-params.ts';
export {
  type ChatChoice,
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatUsage,
  chatCompletionChunkSchema,
  chatCompletionSchema,
} from './chat.ts';
export {
  checkedChatParams,
  checkedClipParams,
  checkedListParams,
  checkedTranscriptParams,
  checkedUnderstandingParams,
} from './check-params.ts';
export { type Clip, type ClipParams, type ClipWord, clipParamsSchema, clipSchema } from './clip.ts';
export {
  type Paragraphs,
  type RedactedAudio,
  type Sentences,
  type Upload,
  type WordSearch,
  type WordSearchMatch,
  paragraphsSchema,
  redactedAudioSchema,
  sentencesSchema,
  uploadSchema,
  wordSearchSchema,
} from './exports.ts';
export type {
  KnownChatModel,
  KnownClipModel,
  KnownEntityType,
  KnownLanguage,
  KnownPiiPolicy,
  KnownSafetyLabel,
  KnownSpeechModel,
  Suggested,
} from './known.ts';
export { type Model, type ModelList, modelListSchema } from './models.ts';
export type { LanguageDetectionOptions } from './params/language.ts';
export type { RedactedAudioOptions } from './params/redaction.ts';
export type { SpeakerOptions } from './params/speakers.ts';
export type { CustomSpelling, KeytermsPromptOptions } from './params/writing.ts';
export type {
  Chapter,
  ContentSafetyResult,
  Entity,
  Highlight,
  HighlightsResult,
  SafetyLabel,
  SafetyPassage,
  SentimentResult,
  TopicPassage,
  TopicsResult,
} from './results.ts';
export { type ToolCall, toolCallSchema } from './tool-call.ts';
export {
  type ListParams,
  type PageDetails,
  type TranscriptList,
  type TranscriptListItem,
  type TranscriptStatus,
  listParamsSchema,
  transcriptListSchema,
} from './transcript-list.ts';
export {
  type TranscriptParams,
  type TranscriptRequest,
  transcriptParamsSchema,
  transcriptRequestSchema,
} from './transcript-params.ts';
export type { LanguageDetectionResults, TranscriptMetadata } from './transcript-fields.ts';
export {
  type CompletedTranscript,
  type FailedTranscript,
  type ProcessingTranscript,
  type QueuedTranscript,
  type Transcript,
  completedTranscriptSchema,
  transcriptSchema,
} from './transcript.ts';
export {
  type ActionItem,
  type SpeechUnderstanding,
  type SpeechUnderstandingResults,
  type SummaryPart,
  type TaskResult,
  type Understanding,
  understandingSchema,
} from './understanding.ts';
export {
  type ActionItemsTask,
  type CustomFormattingTask,
  type SpeakerHint,
  type SpeakerIdentificationTask,
  type SpeechUnderstandingRequest,
  type SpeechUnderstandingTasks,
  type SummarizationTask,
  type TranslationTask,
  type UnderstandingParams,
  understandingParamsSchema,
} from './understanding-tasks.ts';
export {
  type Paragraph,
  type Sentence,
  type Timestamp,
  type Utterance,
  type Word,
  paragraphSchema,
  sentenceSchema,
  utteranceSchema,
  wordSchema,
} from './words.ts';
