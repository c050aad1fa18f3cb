import type { Exchange } from '../http.ts';
import type { Job, Jobs } from '../jobs.ts';
import { refusal, unknownTranscript } from '../problem.ts';
import type { Results } from '../results/results.ts';

/** The job a request names; an unknown one is a 400, as at the service. */
export function findJob(jobs: Jobs, params: Exchange['params']): Job {
  const job = jobs.get(params['transcript_id'] ?? '');
  if (job === undefined) throw refusal(400, unknownTranscript);
  return job;
}

/** The results of the job a request names; refused while there are none. */
export function findResults(jobs: Jobs, params: Exchange['params']): Results {
  const { status, results } = findJob(jobs, params);
  if (results === undefined) throw refusal(400, `Transcript is not completed, its status is ${status}`);
  return results;
}
