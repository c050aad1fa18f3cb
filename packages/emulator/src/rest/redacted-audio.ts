import type { Answer, Exchange, Route } from '../http.ts';
import type { Jobs } from '../jobs.ts';
import { Problem, refusal } from '../problem.ts';
import type { RedactedAudio } from '../redacted-audio.ts';
import { findJob } from './find-job.ts';

/** Where a redacted recording is, and the recording itself, which like the service's link takes no key. */
export function redactedAudioRoutes(jobs: Jobs, redacted: RedactedAudio): Route[] {
  return [
    {
      method: 'GET',
      path: '/v2/transcript/{transcript_id}/redacted-audio',
      handle: (exchange) => status(jobs, redacted, exchange),
    },
    { method: 'GET', path: '/redacted-audio/{file}', open: true, handle: ({ params }) => file(redacted, params) },
  ];
}

function status(jobs: Jobs, redacted: RedactedAudio, exchange: Exchange): Answer {
  const { id, params, status: jobStatus } = findJob(jobs, exchange);
  const redacted_audio_url = redacted.linkTo(id);
  if (redacted_audio_url !== undefined) return { json: { status: 'redacted_audio_ready', redacted_audio_url } };
  const isOnItsWay = params['redact_pii_audio'] === true && (jobStatus === 'queued' || jobStatus === 'processing');
  if (isOnItsWay) return { status: 202, json: { status: jobStatus } };
  throw refusal(400, 'Redacted audio is not available: the transcript was not created with redact_pii_audio');
}

async function file(redacted: RedactedAudio, params: Exchange['params']): Promise<Answer> {
  const bytes = await redacted.read((params['file'] ?? '').replace(/\.wav$/, ''));
  if (bytes === undefined) throw new Problem(404, '404: Not Found', { 'content-type': 'text/html' });
  return { bytes, headers: { 'content-type': 'audio/wav' } };
}
