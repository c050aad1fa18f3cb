export { type ReadOptions, readTranscriptColumns } from './read-columns.ts';
export { type TranscriptColumns, toTranscript } from './transcript-columns.ts';
export type { UtteranceSpan } from './utterance-spans.ts';
export type { WordTable } from './word-table.ts';
