// Checked by the compiler alone: what users may write, and, marked as errors, what they may not.
import type { ChatParams, Client, CompletedTranscript, Progress, Transcript, TranscriptParams } from '../src/index.ts';
import { EarmarkError } from '../src/index.ts';

type Known<T> = keyof { [Key in keyof T as string extends Key ? never : Key]: T[Key] };

/** A job narrows by its status. */
export function narrows(job: Transcript): CompletedTranscript | undefined {
  if (job.status === 'completed') return job;
  // @ts-expect-error a job that is not completed is no completed transcript
  const completed: CompletedTranscript = job;
  return completed;
}

/** Every state is told apart, and there is no fifth. */
export function exhausts({ status }: Transcript): string {
  switch (status) {
    case 'queued':
    case 'processing':
    case 'completed':
    case 'error':
      return status;
  }
  const never: never = status;
  return never;
}

/** Only some stages know a transcript. */
export function told(progress: Progress): string {
  if (progress.stage !== 'uploading') return progress.transcriptId;
  // @ts-expect-error there is no job yet
  return progress.transcriptId;
}

/** Waiting and transcribing resolve with completed transcripts only; text may still be absent. */
export async function resolves({ transcripts }: Client): Promise<string> {
  const waited: CompletedTranscript = await transcripts.wait('id');
  const { text, words }: CompletedTranscript = await transcripts.transcribe('a.mp3');
  // @ts-expect-error silence has no text
  const length: number = text.length;
  // @ts-expect-error get resolves in any state
  const got: CompletedTranscript = await transcripts.get('id');
  return [waited.status satisfies 'completed', length, got.id, words?.[0]?.text].join();
}

/** Parameters the API documents are suggested and checked; others pass. */
export const suggested: readonly Known<TranscriptParams>[] = ['speaker_labels', 'keyterms_prompt', 'webhook_url'];
// @ts-expect-error what is not documented is not suggested
export const misspelt: readonly Known<TranscriptParams>[] = ['speeker_labels'];
export const params: TranscriptParams = { speaker_labels: true, not_yet_known: { a: 1 } };
// @ts-expect-error a known parameter keeps its type
export const wrong: TranscriptParams = { speaker_labels: 'yes' };

/** What is readonly is accepted: nothing given is changed. */
export const frozen: TranscriptParams = Object.freeze({ keyterms_prompt: ['Julia'], speech_models: ['a'] } as const);
export const chat: ChatParams = { model: 'm', messages: [{ role: 'user', content: 'a' }] as const } as const;
// @ts-expect-error nobody else speaks
export const poet: ChatParams = { model: 'm', messages: [{ role: 'poet', content: 'a' }] };

/** A job can only be created from what the service can fetch. */
export async function creates({ transcripts }: Client): Promise<void> {
  await transcripts.create({ audio_url: 'https://a' });
  // @ts-expect-error audio_url is needed
  await transcripts.create({ speaker_labels: true });
  // @ts-expect-error captions come as srt or vtt
  await transcripts.subtitles('id', 'ass');
}

/** Clients and errors are read-only, and codes are a closed set. */
export function cannotBeChanged(client: Client, other: Client, error: unknown): void {
  // @ts-expect-error a client is what it was created as
  client.llm = other.llm;
  if (!EarmarkError.is(error, 'auth')) return;
  // @ts-expect-error an error is what it was thrown as
  error.code = 'timeout';
  // @ts-expect-error there is no such code
  EarmarkError.is(error, 'unauthorized');
}
