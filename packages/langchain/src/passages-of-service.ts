import { type Means, type Passage, ofWhole } from './passage.ts';
import { type Recording, commonOf } from './recording.ts';

/** Sentences or paragraphs as the service cuts them. */
export async function* ofSections(
  { transcript: { id } }: Recording,
  format: 'sentences' | 'paragraphs',
  { client, signal }: Means,
): AsyncGenerator<Passage> {
  const { transcripts } = client();
  if (format === 'sentences') {
    yield* (await transcripts.sentences(id, { signal })).sentences;
    return;
  }
  const { paragraphs } = await transcripts.paragraphs(id, { signal });
  for (const paragraph of paragraphs) {
    const { words } = paragraph;
    const of = (field: 'speaker' | 'channel'): string | undefined => commonOf(words, 0, words.length, field);
    yield { ...paragraph, speaker: of('speaker'), channel: of('channel') };
  }
}

/** The text of an `.srt` or `.vtt` file. */
export async function* ofCaptions(
  recording: Recording,
  format: 'srt' | 'vtt',
  { client, signal }: Means,
): AsyncGenerator<Passage> {
  const text = await client().transcripts.subtitles(recording.transcript.id, format, { signal });
  yield ofWhole(recording, text);
}
