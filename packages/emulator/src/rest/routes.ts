import type { Exchange, Route } from '../http.ts';
import { foreignUpload, refusal, uploadFailed } from '../problem.ts';
import type { Json } from '../shapes.ts';
import type { EmulatorOptions } from '../options.ts';
import type { World } from '../world.ts';
import { deleteJob } from './delete.ts';
import { findJob } from './find-job.ts';
import { listJobs } from './list.ts';
import { toTranscript } from './transcript.ts';
import { toParams } from './validate.ts';

const balanceNegative = 'Your current account balance is negative. Please top up to continue using the API.';

/** Uploads, and jobs themselves. */
export function transcriptRoutes(world: World, options: EmulatorOptions, urlOf: () => string): Route[] {
  const { jobs } = world;
  const one = '/v2/transcript/{transcript_id}';
  return [
    { method: 'POST', path: '/v2/upload', handle: (exchange) => upload(world, exchange) },
    { method: 'POST', path: '/v2/transcript', handle: (exchange) => create(world, options, exchange) },
    {
      method: 'GET',
      path: '/v2/transcript',
      handle: ({ project, query }) => ({ json: listJobs(jobs, project, query, `${urlOf()}/v2/transcript`) }),
    },
    { method: 'GET', path: one, handle: (exchange) => ({ json: toTranscript(findJob(jobs, exchange)) }) },
    {
      method: 'DELETE',
      path: one,
      handle: async (exchange) => ({ json: toTranscript(await deleteJob(world, findJob(jobs, exchange))) }),
    },
  ];
}

async function upload({ uploads }: World, { project, request }: Exchange): Promise<{ json: Json }> {
  const upload_url = await uploads.save(project, request);
  if (upload_url === undefined) throw uploadFailed();
  return { json: { upload_url } };
}

async function create(
  { uploads, jobs }: World,
  { strict, compat, account }: EmulatorOptions,
  { project, json, failJob }: Exchange,
): Promise<{ json: Json }> {
  const params = toParams(await json(), { strict, compat });
  if (account?.balanceNegative === true) throw refusal(400, balanceNegative);
  if (uploads.isForeign(project, params.audio_url)) throw refusal(403, foreignUpload);
  return { json: toTranscript(await jobs.create(project, params, failJob)) };
}
