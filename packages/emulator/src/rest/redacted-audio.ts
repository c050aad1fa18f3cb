import type { Answer, Exchange, Route } from '../http.ts';
import type { Jobs } from '../jobs.ts';
import { noSuchPage, refusal } from '../problem.ts';
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
  const isAsked = params['redact_pii_audio'] === true;
  if (isAsked && (jobStatus === 'queued' || jobStatus === 'processing')) {
    return { status: 202, json: { status: jobStatus } };
  }
  throw refusal(400, `Redacted audio is not available: ${isAsked ? noneMade : notAsked}`);
}

async function file(redacted: RedactedAudio, params: Exchange['params']): Promise<Answer> {
  const found = await redacted.read(params['file'] ?? '');
  if (found === undefined) throw noSuchPage();
  return { bytes: found.bytes, headers: { 'content-type': contentTypes[found.quality] } };
}

const notAsked = 'the transcript was not created with redact_pii_audio';
const noneMade =
  'the transcript failed, was deleted, or has no speech ' +
  '(redact_pii_audio_options.return_redacted_no_speech_audio makes one all the same)';

const contentTypes = { mp3: 'audio/mpeg', wav: 'audio/wav' } as const;
