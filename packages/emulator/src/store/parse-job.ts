import type { Job, JobParams } from '../jobs/job.ts';
import type { Results } from '../results/results.ts';
import type { Json, Status } from '../shapes.ts';

const statuses: readonly Status[] = ['queued', 'processing', 'completed', 'error'];

/** Reads a job that was kept; undefined for what is no whole job. */
export function parseJob(text: string): Job | undefined {
  const value = parse(text);
  if (!isJson(value)) return undefined;
  const { id, project, created, params, results, deleted, completed, error, webhookStatusCode } = value;
  const status = statuses.find((each) => each === value['status']);
  if (!isText(id) || !isText(project) || !isText(created) || !isParams(params) || status === undefined)
    return undefined;
  return {
    id,
    project,
    created,
    params,
    status,
    results: isResults(results) ? results : undefined,
    deleted: isJson(deleted) ? { audio_duration: deleted['audio_duration'] } : undefined,
    completed: isText(completed) ? completed : undefined,
    error: isText(error) ? error : undefined,
    webhookStatusCode: typeof webhookStatusCode === 'number' ? webhookStatusCode : undefined,
    throttled: value['throttled'] === true,
    notified: value['notified'] === true,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isParams(value: unknown): value is JobParams {
  return isJson(value) && isText(value['audio_url']);
}

function isResults(value: unknown): value is Results {
  return isJson(value) && Array.isArray(value['words']);
}
