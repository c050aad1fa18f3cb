export { ChatAssemblyAI } from './chat/chat-assemblyai.ts';
export { type ChatAssemblyAICallOptions, type ChatAssemblyAIFields, transcriptTag } from './chat/options.ts';
export { TranscriptLoader, type TranscriptLoaderOptions, type TranscriptSource } from './loader.ts';
export type { DocumentFormat, TranscriptDocument, TranscriptMetadata } from './to-documents.ts';
export { TranscriptRetriever, type TranscriptRetrieverFields } from './retriever.ts';
