import { transcriptListSchema, transcriptSchema } from '@earmark/core/schemas';
import * as z from 'zod/mini';
import { flag, matching, oneOf, text, transcriptId, whole } from '../kinds.ts';
import { defineOperation } from '../operation.ts';
import { paged, pagingFields } from '../paging.ts';
import { sampleAudio, sampleId, sampleTranscript } from '../samples.ts';
import { sketchOf } from '../sketches.ts';

export const readOnly = { readOnly: true, destructive: false, idempotent: true, billable: false } as const;

export const getTranscript = defineOperation({
  id: 'get_transcript',
  title: 'Get a transcript',
  summary: 'Fetches a transcript in whatever state it is.',
  description:
    'Fetches a transcript by its id: text, speakers and what else was asked for, or how far the job is. Long ones are ' +
    'shown in parts: read on with offset. To find something in one, search_words and ask_transcript are cheaper to read.',
  group: 'transcripts',
  kind: 'read',
  annotations: readOnly,
  tier: 'core',
  fields: { transcript_id: transcriptId, ...pagingFields },
  output: transcriptSchema,
  http: {
    service: 'api',
    method: 'GET',
    path: '/v2/transcript/{transcript_id}',
    in: { transcript_id: 'path' },
    response: 'json',
  },
  sample: { input: { transcript_id: sampleId }, output: sampleTranscript },
  run: async ({ transcript_id }, { client, signal }) => await client.transcripts.get(transcript_id, { signal }),
  sketch: (transcript, input) => ({ ...sketchOf(transcript), ...paged('get_transcript', input) }),
});

const listFields = {
  limit: z.optional(whole('How many, at most.', 1, 200)),
  status: z.optional(oneOf('Only those in this state.', ['queued', 'processing', 'completed', 'error'])),
  created_on: z.optional(matching(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD', 'Only those of this day.')),
  before_id: z.optional(text('Only those older than this transcript.')),
  after_id: z.optional(text('Only those newer than this transcript.')),
  throttled_only: z.optional(flag('Only those that had to wait for others.')),
};

export const listTranscripts = defineOperation({
  id: 'list_transcripts',
  title: 'List transcripts',
  summary: 'Lists transcripts of the last 90 days, newest first.',
  description:
    'Lists the transcripts of the account, newest first, with their ids and states, without their text. For older ones, ' +
    'call it again with before_id set to the last id.',
  group: 'transcripts',
  kind: 'search',
  annotations: readOnly,
  tier: 'core',
  fields: listFields,
  ui: { throttled_only: { advanced: true } },
  output: transcriptListSchema,
  http: {
    service: 'api',
    method: 'GET',
    path: '/v2/transcript',
    in: Object.fromEntries(Object.keys(listFields).map((name) => [name, 'query' as const])),
    response: 'json',
  },
  sample: {
    input: { limit: 2, status: 'completed' },
    output: {
      page_details: {
        limit: 2,
        result_count: 1,
        current_url: '/v2/transcript?limit=2',
        prev_url: null,
        next_url: null,
      },
      transcripts: [
        {
          id: sampleId,
          resource_url: `/v2/transcript/${sampleId}`,
          status: 'completed',
          created: '2026-01-05T10:11:12.131415',
          completed: '2026-01-05T10:11:22.131415',
          audio_url: sampleAudio,
          error: null,
        },
      ],
    },
  },
  run: async (input, { client, signal }) => await client.transcripts.list(input, { signal }).page(),
  sketch({ transcripts, page_details }) {
    const last = transcripts.at(-1)?.id;
    const older = page_details.prev_url === null || last === undefined ? {} : { older_with_before_id: last };
    const lines = transcripts.map(({ id, status, created, error }) =>
      [id, status, created, ...((error ?? '') === '' ? [] : [error])].join('  '),
    );
    return { facts: { count: transcripts.length, ...older }, body: lines.join('\n'), rest: smallerPage };
  },
});

function smallerPage(): string {
  return 'Call list_transcripts with a smaller limit, and before_id set to the last id shown here.';
}
