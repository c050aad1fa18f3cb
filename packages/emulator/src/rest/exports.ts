import type { Answer, Exchange, Route } from '../http.ts';
import type { Jobs } from '../jobs.ts';
import { Problem, refusal } from '../problem.ts';
import { toCaptions } from './captions.ts';
import { findResults } from './find-job.ts';

/** What is made of a completed transcript. */
export function exportRoutes(jobs: Jobs): Route[] {
  return [
    {
      method: 'GET',
      path: '/v2/transcript/{transcript_id}/{subtitle_format}',
      handle: (exchange) => captions(jobs, exchange),
    },
  ];
}

function captions(jobs: Jobs, exchange: Exchange): Answer {
  const { params, query } = exchange;
  const format = params['subtitle_format'];
  if (format !== 'srt' && format !== 'vtt') throw new Problem(404, '404: Not Found');
  const { words } = findResults(jobs, exchange);
  const chars = query.get('chars_per_caption');
  const charsPerCaption = chars === null ? undefined : Number(chars);
  if (charsPerCaption !== undefined && !(Number.isInteger(charsPerCaption) && charsPerCaption > 0)) {
    throw refusal(400, 'chars_per_caption must be a positive integer');
  }
  return { text: toCaptions(words, format, charsPerCaption) };
}
