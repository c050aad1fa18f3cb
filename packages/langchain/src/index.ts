export { TranscriptLoader, type TranscriptLoaderOptions, type TranscriptSource } from './loader.ts';
export type { DocumentFormat, TranscriptDocument, TranscriptMetadata } from './to-documents.ts';
