import type { Exchange, Route } from '../http.ts';
import type { Job, Jobs } from '../jobs.ts';
import { Problem, refusal, unknownTranscript } from '../problem.ts';
import type { Json } from '../shapes.ts';
import type { Uploads } from '../uploads.ts';
import { toCaptions } from './captions.ts';
import { toTranscript, wordsOf } from './transcript.ts';

const uploadFailed =
  'Upload failed, please try again. If you continue to have issues please reach out to support@assemblyai.com';

/** The pre-recorded API. */
export function restRoutes(uploads: Uploads, jobs: Jobs): Route[] {
  return [
    { method: 'POST', path: '/v2/upload', handle: (exchange) => upload(uploads, exchange) },
    {
      method: 'POST',
      path: '/v2/transcript',
      handle: async (exchange) => ({ json: toTranscript(jobs.create(checked(await exchange.json()))) }),
    },
    {
      method: 'GET',
      path: '/v2/transcript/{transcript_id}',
      handle: ({ params }) => ({ json: toTranscript(find(jobs, params)) }),
    },
    {
      method: 'GET',
      path: '/v2/transcript/{transcript_id}/{subtitle_format}',
      handle: ({ params, query }) => captions(find(jobs, params), params['subtitle_format'], query),
    },
  ];
}

async function upload(uploads: Uploads, { request }: Exchange): Promise<{ json: Json }> {
  const upload_url = await uploads.save(request);
  if (upload_url === undefined) throw new Problem(422, uploadFailed);
  return { json: { upload_url } };
}

const booleans = ['punctuate', 'format_text', 'speaker_labels', 'multichannel', 'language_detection', 'disfluencies'];

function checked(body: Json): Job['params'] {
  const { audio_url } = body;
  if (typeof audio_url !== 'string' || audio_url === '') {
    throw refusal(400, 'Transcript creation error, audio_url not found');
  }
  const wrong = booleans.find((name) => body[name] !== undefined && typeof body[name] !== 'boolean');
  if (wrong !== undefined) throw refusal(400, `${wrong} must be a Boolean`);
  return { ...body, audio_url };
}

function find(jobs: Jobs, params: Exchange['params']): Job {
  const job = jobs.get(params['transcript_id'] ?? '');
  if (job === undefined) throw refusal(400, unknownTranscript);
  return job;
}

function captions(job: Job, format: string | undefined, query: URLSearchParams): { text: string } {
  if (format !== 'srt' && format !== 'vtt') throw new Problem(404, '404: Not Found');
  if (job.status !== 'completed') throw refusal(400, `Transcript is not completed, its status is ${job.status}`);
  const chars = query.get('chars_per_caption');
  const charsPerCaption = chars === null ? undefined : Number(chars);
  if (charsPerCaption !== undefined && !(Number.isInteger(charsPerCaption) && charsPerCaption > 0)) {
    throw refusal(400, 'chars_per_caption must be a positive integer');
  }
  return { text: toCaptions(wordsOf(job), format, charsPerCaption) };
}
