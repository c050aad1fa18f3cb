import type { Job, JobParams } from '../jobs.ts';
import { refusal } from '../problem.ts';
import type { World } from '../world.ts';

const deletedUrl = 'http://deleted_by_user';

// Of what is text, these name no one and say nothing.
const harmless = new Set(['language_code', 'language_codes', 'speech_model', 'speech_models']);

/** Scrubs a job that has ended, and removes its upload; a second time changes nothing. */
export async function deleteJob({ jobs, uploads, redacted }: World, job: Job): Promise<Job> {
  if (job.deleted !== undefined) return job;
  if (job.completed === undefined) throw refusal(400, `Transcript cannot be deleted, its status is ${job.status}`);
  const { audio_url } = job.params;
  const audio_duration = job.results?.['audio_duration'] ?? null;
  const language_code = job.results?.['language_code'] ?? job.params['language_code'];
  await jobs.keep(job, {
    params: scrub({ ...job.params, language_code }),
    status: 'completed',
    error: undefined,
    results: undefined,
    deleted: { audio_duration },
  });
  await uploads.remove(audio_url);
  await redacted.remove(job.id);
  return job;
}

function scrub(params: JobParams): JobParams {
  const kept = Object.entries(params).filter(
    ([name, value]) => typeof value === 'boolean' || typeof value === 'number' || harmless.has(name),
  );
  return { ...Object.fromEntries(kept), audio_url: deletedUrl, webhook_url: deletedUrl };
}
