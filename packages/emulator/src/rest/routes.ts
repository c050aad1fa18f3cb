import type { Exchange, Route } from '../http.ts';
import type { JobParams, Jobs } from '../jobs.ts';
import { Problem, refusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import type { Uploads } from '../uploads.ts';
import { findJob } from './find-job.ts';
import { toTranscript } from './transcript.ts';

const uploadFailed =
  'Upload failed, please try again. If you continue to have issues please reach out to support@assemblyai.com';

/** Uploads, and jobs themselves. */
export function transcriptRoutes(uploads: Uploads, jobs: Jobs): Route[] {
  return [
    { method: 'POST', path: '/v2/upload', handle: (exchange) => upload(uploads, exchange) },
    {
      method: 'POST',
      path: '/v2/transcript',
      handle: async (exchange) => ({
        json: toTranscript(jobs.create(checked(await exchange.json()), exchange.failJob)),
      }),
    },
    {
      method: 'GET',
      path: '/v2/transcript/{transcript_id}',
      handle: ({ params }) => ({ json: toTranscript(findJob(jobs, params)) }),
    },
  ];
}

async function upload(uploads: Uploads, { request }: Exchange): Promise<{ json: Json }> {
  const upload_url = await uploads.save(request);
  if (upload_url === undefined) throw new Problem(422, uploadFailed);
  return { json: { upload_url } };
}

const booleans = ['punctuate', 'format_text', 'speaker_labels', 'multichannel', 'language_detection', 'disfluencies'];

function checked(body: Json): JobParams {
  const { audio_url } = body;
  if (typeof audio_url !== 'string' || audio_url === '') {
    throw refusal(400, 'Transcript creation error, audio_url not found');
  }
  const wrong = booleans.find((name) => body[name] !== undefined && typeof body[name] !== 'boolean');
  if (wrong !== undefined) throw refusal(400, `${wrong} must be a Boolean`);
  return { ...body, audio_url };
}
