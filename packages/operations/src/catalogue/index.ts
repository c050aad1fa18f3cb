import type { Operation } from '../operation.ts';
import { askTranscript, summarizeTranscript } from './ask.ts';
import { customApiCall } from './custom-api-call.ts';
import { getParagraphs, getRedactedAudio, getSentences, getSubtitles, searchWords } from './exports.ts';
import { deleteTranscript, transcribeClip, uploadFile } from './files.ts';
import { chatCompletion, createStreamingToken, listLlmModels } from './llm.ts';
import { getTranscript, listTranscripts } from './read.ts';
import { getSpeakerTurns } from './speaker-turns.ts';
import { submitTranscript, transcribe, waitForTranscript } from './transcribe.ts';
import { understandTranscript } from './understand.ts';

/** Every operation, in the order in which people meet them. */
export const operations: readonly Operation[] = Object.freeze([
  transcribe,
  submitTranscript,
  waitForTranscript,
  getTranscript,
  listTranscripts,
  getSpeakerTurns,
  searchWords,
  getSubtitles,
  askTranscript,
  summarizeTranscript,
  understandTranscript,
  getSentences,
  getParagraphs,
  getRedactedAudio,
  uploadFile,
  transcribeClip,
  deleteTranscript,
  chatCompletion,
  listLlmModels,
  createStreamingToken,
  customApiCall,
]);
