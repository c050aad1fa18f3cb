import type { Answer, Exchange, Route } from '../http.ts';
import type { Jobs } from '../jobs.ts';
import { noSuchPage, refusal } from '../problem.ts';
import { toParagraphs, toSentences } from '../results/sections.ts';
import { isSearchable, searchWords } from '../results/word-search.ts';
import type { Json, Word } from '../shapes.ts';
import { toCaptions } from './captions.ts';
import { findResults } from './find-job.ts';
import { redactedAudioRoutes } from './redacted-audio.ts';
import type { World } from '../world.ts';

const job = '/v2/transcript/{transcript_id}';

/** What is made of a completed transcript. Captions come last: their template fits the other routes too. */
export function exportRoutes({ jobs, redacted }: World): Route[] {
  return [
    {
      method: 'GET',
      path: `${job}/sentences`,
      handle: (exchange) => sections(jobs, exchange, (words) => ({ sentences: toSentences(words) })),
    },
    {
      method: 'GET',
      path: `${job}/paragraphs`,
      handle: (exchange) => sections(jobs, exchange, (words) => ({ paragraphs: toParagraphs(words) })),
    },
    { method: 'GET', path: `${job}/word-search`, handle: (exchange) => wordSearch(jobs, exchange) },
    ...redactedAudioRoutes(jobs, redacted),
    { method: 'GET', path: `${job}/{subtitle_format}`, handle: (exchange) => captions(jobs, exchange) },
  ];
}

function sections(jobs: Jobs, exchange: Exchange, cut: (words: readonly Word[]) => Json): Answer {
  const { words, confidence, audio_duration } = findResults(jobs, exchange);
  return { json: { id: exchange.params['transcript_id'], confidence, audio_duration, ...cut(words) } };
}

function wordSearch(jobs: Jobs, exchange: Exchange): Answer {
  const { params, query } = exchange;
  const { words } = findResults(jobs, exchange);
  const phrases = (query.get('words') ?? '').split(',').map((phrase) => phrase.trim());
  if (!phrases.every(isSearchable)) {
    throw refusal(400, 'words must be a comma-separated list of words, numbers or phrases of up to five words');
  }
  return { json: { id: params['transcript_id'], ...searchWords(words, phrases) } };
}

function captions(jobs: Jobs, exchange: Exchange): Answer {
  const { params, query } = exchange;
  const format = params['subtitle_format'];
  if (format !== 'srt' && format !== 'vtt') throw noSuchPage();
  const { words } = findResults(jobs, exchange);
  const chars = query.get('chars_per_caption');
  const charsPerCaption = chars === null ? undefined : Number(chars);
  if (charsPerCaption !== undefined && !(Number.isInteger(charsPerCaption) && charsPerCaption > 0)) {
    throw refusal(400, 'chars_per_caption must be a positive integer');
  }
  return { text: toCaptions(words, format, charsPerCaption) };
}
