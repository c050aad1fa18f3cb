/** The forms in which a transcript can be read whole. */
export const forms = ['text', 'srt', 'vtt', 'utterances'] as const;

export type Form = (typeof forms)[number];

/** Where the list of recent transcripts is. */
export const recentUri = 'assemblyai://transcripts';

export function uriOf(id: string, form: Form): string {
  return `${recentUri}/${encodeURIComponent(id)}/${form}`;
}
