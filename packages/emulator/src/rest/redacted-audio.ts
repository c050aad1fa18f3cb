import type { Answer, Exchange, Route } from '../http.ts';
import type { Jobs } from '../jobs.ts';
import { Problem, refusal } from '../problem.ts';
import { findJob } from './find-job.ts';

/** Where a redacted recording is, and the recording itself, which like the service's link takes no key. */
export function redactedAudioRoutes(jobs: Jobs, urlOf: () => string): Route[] {
  return [
    {
      method: 'GET',
      path: '/v2/transcript/{transcript_id}/redacted-audio',
      handle: ({ params }) => status(jobs, params, urlOf),
    },
    { method: 'GET', path: '/redacted-audio/{file}', open: true, handle: ({ params }) => file(jobs, params) },
  ];
}

function status(jobs: Jobs, params: Exchange['params'], urlOf: () => string): Answer {
  const job = findJob(jobs, params);
  if (job.redactedAudio !== undefined) {
    const redacted_audio_url = `${urlOf()}/redacted-audio/${job.id}.wav`;
    return { json: { status: 'redacted_audio_ready', redacted_audio_url } };
  }
  const isOnItsWay =
    job.params['redact_pii_audio'] === true && (job.status === 'queued' || job.status === 'processing');
  if (isOnItsWay) return { status: 202, json: { status: job.status } };
  throw refusal(400, 'Redacted audio is not available: the transcript was not created with redact_pii_audio');
}

function file(jobs: Jobs, params: Exchange['params']): Answer {
  const bytes = jobs.get((params['file'] ?? '').replace(/\.wav$/, ''))?.redactedAudio;
  if (bytes === undefined) throw new Problem(404, '404: Not Found');
  return { bytes, headers: { 'content-type': 'audio/wav' } };
}
