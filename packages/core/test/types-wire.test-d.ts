// Checked by the compiler alone: the shapes of the wire, and what the vendor's own types get wrong.
import type * as z from 'zod/mini';
import type { AudioSource, CompletedTranscript, Transcript } from '../src/index.ts';
import type {
  ChatCompletion,
  ChatParams,
  ListParams,
  Sentences,
  TranscriptList,
  TranscriptParams,
  TranscriptRequest,
  chatCompletionSchema,
  chatParamsSchema,
  transcriptListSchema,
  transcriptSchema,
} from '../src/schemas/index.ts';

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** A schema yields the type it is written for. */
export const inferred: readonly [
  Same<z.infer<typeof transcriptSchema>, Transcript>,
  Same<z.infer<typeof chatParamsSchema>, ChatParams>,
  Same<z.input<typeof chatParamsSchema>, ChatParams>,
  Same<z.infer<typeof chatCompletionSchema>, ChatCompletion>,
  Same<z.infer<typeof transcriptListSchema>, TranscriptList>,
] = [true, true, true, true, true];

/** Results are required of what is completed, and of nothing else. */
export function results(job: Transcript): string | null {
  if (job.status === 'error') return job.error satisfies string;
  if (job.status === 'completed') {
    // @ts-expect-error nothing may have been said
    const said: string = job.text;
    return (job.text satisfies string | null satisfies CompletedTranscript['text']) ?? said;
  }
  // @ts-expect-error a job that is not done may have no text at all
  return job.text satisfies string | null;
}

/** What is absent while a job is queued is not required of it. */
export const queued: Transcript = { id: 'a', status: 'queued', audio_url: 'https://a' };
// @ts-expect-error a failed job says why
export const failed: Transcript = { id: 'a', status: 'error', audio_url: 'https://a' };
// @ts-expect-error a completed job has a text, or null
export const completed: Transcript = { id: 'a', status: 'completed', audio_url: 'https://a' };

/** Names are suggested, and any other is as good; so are wrong ones where the list is closed. */
export const models: TranscriptParams = { speech_models: ['universal-3-5-pro', 'universal-9'], language_code: 'tlh' };
export const policies: TranscriptParams = { redact_pii_policies: ['drug', 'shoe_size'], redact_pii_sub: 'entity_type' };
type Completions<T> = T extends string ? (string extends T ? never : T) : never;
export const model: Completions<NonNullable<TranscriptParams['speech_models']>[number]> = 'universal-2';
export const chatModel: Completions<ChatParams['model']> = 'gpt-5';
export const language: Completions<TranscriptParams['language_code']> = 'en_us';
// @ts-expect-error what is not listed is accepted, but not suggested
export const unlisted: Completions<ChatParams['model']> = 'model-of-tomorrow';
// @ts-expect-error audio is redacted into mp3 or wav
export const quality: TranscriptParams = { redact_pii_audio_quality: 'ogg' };

/** Tasks are checked inside of their wrapper, which is needed. */
export const tasks: TranscriptParams = {
  speaker_labels: true,
  speech_understanding: {
    request: {
      translation: { target_languages: ['es'], formal: true },
      speaker_identification: { speaker_type: 'role', speakers: [{ role: 'Host', wears: 'a hat' }] },
      custom_formatting: { date: 'mm/dd/yyyy' },
      action_items: {},
      summarization: { summary_type: 'bullets', effort: 'medium' },
    },
  },
};
// @ts-expect-error tasks are requested
export const unwrapped: TranscriptParams = { speech_understanding: { translation: { target_languages: ['es'] } } };
// @ts-expect-error a translation is into some language
export const nowhere: TranscriptParams = { speech_understanding: { request: { translation: {} } } };

/** Numbers, null and undefined where the service takes them. */
export const absent: TranscriptParams = { speakers_expected: null, speech_threshold: null, keyterms_prompt: undefined };
// @ts-expect-error a webhook has an address, or is left out
export const nobody: TranscriptParams = { webhook_url: null };
// @ts-expect-error what the service fetches has an address
export const nothing: TranscriptRequest = { speaker_labels: true };

/** Every view of bytes is audio, whatever holds its bytes. */
export const audio: readonly AudioSource[] = [
  Buffer.from('a'),
  new Uint8Array(1),
  new Uint8Array(1) as Uint8Array,
  new Uint8Array(new SharedArrayBuffer(1)),
  new Int16Array(1),
  new Int16Array(1) as Int16Array,
  new Float32Array(1),
  new DataView(new ArrayBuffer(1)),
];
// @ts-expect-error a number is no audio
export const silence: AudioSource = 5;

/** Pages are walked as the service links them. */
export async function walk(page: (params: ListParams | string) => Promise<TranscriptList>): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | null = '?limit=5'; next !== null;) {
    const { transcripts, page_details }: TranscriptList = await page(next);
    ids.push(...transcripts.map(({ id }) => id));
    next = page_details.prev_url;
  }
  return ids;
}
// @ts-expect-error there is no such state
export const state: ListParams = { status: 'done' };

/** Sections are a list inside of an answer, and only the list can be walked. */
export function walkSections(answer: Sentences): string[] {
  // @ts-expect-error the answer itself is not iterable
  for (const _ of answer) return [];
  return answer.sentences.map(({ text }) => text);
}

/** A chat has tools, schemas and fallbacks by the gateway's own names. */
export const chat: ChatParams = {
  model: 'gpt-5',
  messages: [
    { role: 'user', content: [{ type: 'text', text: '{{ transcript }}' }] },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
    { role: 'tool', content: '1', tool_call_id: 'a' },
  ],
  tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
  tool_choice: { type: 'function', function: { name: 'f' } },
  response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {}, strict: true } },
  fallbacks: [{ model: 'another', temperature: 0 }],
  reasoning: { effort: 'low' },
};
// @ts-expect-error messages say who speaks
export const anonymous: ChatParams = { model: 'm', messages: [{ content: 'a' }] };
