import { paragraphsSchema, redactedAudioSchema, sentencesSchema, wordSearchSchema } from '@earmark/core/schemas';
import * as z from 'zod/mini';
import type { HttpBinding } from '../operation.ts';
import { defineOperation } from '../operation.ts';
import { oneOf, texts, transcriptId, whole } from '../kinds.ts';
import { paged, pagingFields } from '../paging.ts';
import { sampleId, samplePart } from '../samples.ts';
import { turnsOf } from '../sketches.ts';
import { timecode } from '../timecode.ts';
import { readOnly } from './read.ts';

const parts = { id: sampleId, confidence: 0.975, audio_duration: 1 };

export const getSentences = defineOperation({
  id: 'get_sentences',
  title: 'Get sentences',
  summary: 'Cuts a transcript into sentences, each with its times.',
  description: 'Gives a completed transcript sentence by sentence, each with its start, end and speaker.',
  group: 'transcripts',
  kind: 'read',
  annotations: readOnly,
  tier: 'full',
  fields: { transcript_id: transcriptId, ...pagingFields },
  output: sentencesSchema,
  http: bound('/v2/transcript/{transcript_id}/sentences'),
  sample: { input: { transcript_id: sampleId }, output: { ...parts, sentences: [samplePart] } },
  run: async ({ transcript_id }, { client, signal }) => await client.transcripts.sentences(transcript_id, { signal }),
  sketch: ({ id, sentences }, input) => ({
    facts: { transcript_id: id, sentences: sentences.length },
    body: turnsOf(sentences),
    isSpeech: true,
    ...paged('get_sentences', input),
  }),
});

export const getParagraphs = defineOperation({
  id: 'get_paragraphs',
  title: 'Get paragraphs',
  summary: 'Cuts a transcript into paragraphs, each with its times.',
  description:
    'Gives a completed transcript paragraph by paragraph, each with its start and end; it does not say who speaks.',
  group: 'transcripts',
  kind: 'read',
  annotations: readOnly,
  tier: 'full',
  fields: { transcript_id: transcriptId, ...pagingFields },
  output: paragraphsSchema,
  http: bound('/v2/transcript/{transcript_id}/paragraphs'),
  sample: { input: { transcript_id: sampleId }, output: { ...parts, paragraphs: [samplePart] } },
  run: async ({ transcript_id }, { client, signal }) => await client.transcripts.paragraphs(transcript_id, { signal }),
  sketch: ({ id, paragraphs }, input) => ({
    facts: { transcript_id: id, paragraphs: paragraphs.length },
    body: turnsOf(paragraphs),
    isSpeech: true,
    ...paged('get_paragraphs', input),
  }),
});

export const getSubtitles = defineOperation({
  id: 'get_subtitles',
  title: 'Get subtitles',
  summary: 'Writes a transcript as an SRT or VTT file.',
  description: 'Gives the captions of a completed transcript as the text of an .srt or .vtt file.',
  group: 'transcripts',
  kind: 'read',
  annotations: readOnly,
  tier: 'core',
  fields: {
    transcript_id: transcriptId,
    format: z.optional(oneOf('The format of the file.', ['srt', 'vtt'])),
    chars_per_caption: z.optional(whole('Most characters in a caption.', 1, 1000)),
    ...pagingFields,
  },
  defaults: { format: 'srt' },
  ui: { chars_per_caption: { advanced: true } },
  output: z.object({ transcript_id: z.string(), format: z.enum(['srt', 'vtt']), subtitles: z.string() }),
  sample: {
    input: { transcript_id: sampleId, format: 'vtt' },
    output: {
      transcript_id: sampleId,
      format: 'vtt',
      subtitles: 'WEBVTT\n\n00:00.100 --> 00:00.700\nGood morning.\n',
    },
  },
  async run({ transcript_id, format = 'srt', chars_per_caption: charsPerCaption }, { client, signal }) {
    const subtitles = await client.transcripts.subtitles(transcript_id, format, { signal, charsPerCaption });
    return { transcript_id, format, subtitles };
  },
  sketch: ({ transcript_id, format, subtitles }, input) => ({
    facts: { transcript_id, format },
    body: subtitles,
    isSpeech: true,
    ...paged('get_subtitles', input),
  }),
});

export const searchWords = defineOperation({
  id: 'search_words',
  title: 'Search words',
  summary: 'Finds words and phrases in a transcript, with their times.',
  description:
    'Finds exact words, numbers and phrases of up to five words in a completed transcript: how often and when each is ' +
    'said. For what is meant rather than said, use ask_transcript.',
  group: 'analysis',
  kind: 'search',
  annotations: readOnly,
  tier: 'core',
  fields: {
    transcript_id: transcriptId,
    words: texts('Words, or phrases of up to five words, without commas.', 1),
    ...pagingFields,
  },
  output: wordSearchSchema,
  http: {
    service: 'api',
    method: 'GET',
    path: '/v2/transcript/{transcript_id}/word-search',
    in: { transcript_id: 'path', words: 'query' },
    response: 'json',
  },
  sample: {
    input: { transcript_id: sampleId, words: ['beta', 'release notes'] },
    output: {
      id: sampleId,
      total_count: 1,
      matches: [{ text: 'beta', count: 1, timestamps: [[4100, 4500]], indexes: [6] }],
    },
  },
  run: async ({ transcript_id, words }, { client, signal }) =>
    await client.transcripts.search(transcript_id, words, { signal }),
  sketch: ({ id, total_count, matches }, input) => ({
    facts: { transcript_id: id, total_count },
    body: matches
      .map(
        ({ text, count, timestamps }) =>
          `${text} (${count}): ${timestamps.map(([start]) => timecode(start)).join(' ')}`,
      )
      .join('\n'),
    ...paged('search_words', input),
  }),
});

export const getRedactedAudio = defineOperation({
  id: 'get_redacted_audio',
  title: 'Get redacted audio',
  summary: 'Gives a link to the recording without personal information.',
  description:
    'Gives a link to the redacted recording of a transcript that was made with redact_pii_audio. It holds for minutes. ' +
    'While the recording is being made, this waits.',
  group: 'files',
  kind: 'read',
  annotations: readOnly,
  tier: 'full',
  fields: {
    transcript_id: transcriptId,
    max_wait_seconds: z.optional(whole('How many seconds to wait until it is made, at most.', 0, 10_800)),
  },
  defaults: { max_wait_seconds: 60 },
  ui: { max_wait_seconds: { advanced: true } },
  output: redactedAudioSchema,
  http: bound('/v2/transcript/{transcript_id}/redacted-audio'),
  sample: {
    input: { transcript_id: sampleId },
    output: {
      status: 'redacted_audio_ready',
      redacted_audio_url: `https://example.com/redacted-audio/${sampleId}.mp3`,
    },
  },
  async run({ transcript_id, max_wait_seconds = 0 }, { client, signal, maxWaitSeconds = Number.POSITIVE_INFINITY }) {
    const timeoutMs = Math.min(max_wait_seconds, maxWaitSeconds) * 1000;
    return await client.transcripts.redactedAudio(transcript_id, { signal, timeoutMs });
  },
  sketch: ({ status, redacted_audio_url }, { transcript_id }) => ({
    facts: { transcript_id, status },
    body: redacted_audio_url,
  }),
});

function bound(path: string): HttpBinding {
  return { service: 'api', method: 'GET', path, in: { transcript_id: 'path' }, response: 'json' };
}
