import type { Exchange } from '../http.ts';
import type { Job, Jobs } from '../jobs.ts';
import { refusal, unknownTranscript } from '../problem.ts';
import type { Results } from '../results/results.ts';

type Asked = Pick<Exchange, 'project' | 'params'>;

/** The job a request names; an unknown one, or somebody else's, is a 400, as at the service. */
export function findJob(jobs: Jobs, { project, params }: Asked): Job {
  const job = jobs.get(project, params['transcript_id'] ?? '');
  if (job === undefined) throw refusal(400, unknownTranscript);
  return job;
}

/** The results of the job a request names; refused while there are none. */
export function findResults(jobs: Jobs, asked: Asked): Results {
  const { status, results, deleted } = findJob(jobs, asked);
  if (deleted !== undefined) throw refusal(400, 'Transcript was deleted by user');
  if (results === undefined) throw refusal(400, `Transcript is not completed, its status is ${status}`);
  return results;
}
