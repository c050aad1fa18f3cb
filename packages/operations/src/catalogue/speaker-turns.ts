import { EarmarkError } from '@earmark/core/portable';
import * as z from 'zod/mini';
import { transcriptId } from '../kinds.ts';
import { defineOperation } from '../operation.ts';
import { paged, pagingFields } from '../paging.ts';
import { sampleId } from '../samples.ts';
import { turnsOf } from '../sketches.ts';
import { readOnly } from './read.ts';

const turn = z.object({ speaker: z.string(), start: z.number(), end: z.number(), text: z.string() });

export const getSpeakerTurns = defineOperation({
  id: 'get_speaker_turns',
  title: 'Get speaker turns',
  summary: 'Tells who said what, turn by turn.',
  description:
    'Gives a completed transcript turn by turn: speaker, start and end in milliseconds, text. Needs a transcript made ' +
    'with speaker_labels or multichannel.',
  group: 'transcripts',
  kind: 'read',
  annotations: readOnly,
  tier: 'core',
  fields: { transcript_id: transcriptId, ...pagingFields },
  output: z.object({ id: z.string(), speakers: z.array(z.string()), turns: z.array(turn) }),
  sample: {
    input: { transcript_id: sampleId },
    output: { id: sampleId, speakers: ['A'], turns: [{ speaker: 'A', start: 100, end: 700, text: 'Good morning.' }] },
  },
  async run({ transcript_id: id }, { client, signal }) {
    const transcript = await client.transcripts.get(id, { signal });
    const known = { transcriptId: id };
    if (transcript.status !== 'completed')
      throw new EarmarkError('not_ready', `The transcript is ${transcript.status}, not completed: ${id}.`, known);
    const { utterances } = transcript;
    if (!Array.isArray(utterances))
      throw new EarmarkError('invalid', '`transcript_id` must be of a transcript made with `speaker_labels`.', known);
    const turns = utterances.map(({ speaker, start, end, text }) => ({ speaker, start, end, text }));
    return { id, speakers: [...new Set(turns.map(({ speaker }) => speaker))], turns };
  },
  sketch: ({ id, speakers, turns }, input) => ({
    facts: { transcript_id: id, speakers: speakers.slice(0, 20), turns: turns.length },
    body: turnsOf(turns),
    isSpeech: true,
    ...paged('get_speaker_turns', input),
  }),
});
