import type { ProjectJobs } from '../jobs.ts';
import { refusal, unknownTranscript } from '../problem.ts';
import type { Json } from '../shapes.ts';

export interface LemurInput {
  /** What may be quoted: the text of the transcripts, without speakers. */
  readonly text: string;
  /** Words stand in for tokens. */
  readonly mostWords: number;
}

/** Reads what every LeMUR request has, refusing what it refused. */
export function readInput(body: Json, jobs: ProjectJobs): LemurInput {
  const { max_output_size = 2000, temperature = 0, final_model = 'default' } = body;
  if (typeof final_model !== 'string') throw refusal(400, 'final_model must be a string');
  if (typeof max_output_size !== 'number' || !Number.isInteger(max_output_size) || max_output_size < 1) {
    throw refusal(400, 'max_output_size must be an integer of at least 1');
  }
  if (typeof temperature !== 'number' || temperature < 0 || temperature > 1) {
    throw refusal(400, 'temperature must be between 0 and 1');
  }
  return { text: toText(body, jobs), mostWords: max_output_size };
}

function toText({ transcript_ids, input_text }: Json, jobs: ProjectJobs): string {
  const hasIds = Array.isArray(transcript_ids) && transcript_ids.length > 0;
  const hasText = typeof input_text === 'string' && input_text !== '';
  if (hasIds === hasText) throw refusal(400, 'one of transcript_ids or input_text is required');
  if (hasText) return input_text;
  const ids: unknown[] = hasIds ? transcript_ids : [];
  return ids.map((id) => textOf(jobs, String(id))).join('\n');
}

function textOf(jobs: ProjectJobs, id: string): string {
  const job = jobs.get(id);
  if (job === undefined) throw refusal(400, unknownTranscript);
  const text = job.results?.['text'];
  if (typeof text !== 'string') throw refusal(400, `Transcript is not completed, its status is ${job.status}`);
  return text;
}
