import { envelope } from './envelope.ts';
import { EarmarkError, withTranscriptId } from './errors.ts';
import type { Api } from './http.ts';
import { toQuery } from './listing.ts';
import type { CallOptions, WaitOptions } from './options.ts';
import type { Paragraphs, RedactedAudio, Sentences, WordSearch } from './schemas/index.ts';
import type { Clock } from './transport.ts';

/** What can be had of a completed transcript besides itself. */
export interface Exports {
  /** Fetches the transcript cut into sentences. */
  sentences(id: string, options?: CallOptions): Promise<Sentences>;
  /** Fetches the transcript cut into paragraphs. */
  paragraphs(id: string, options?: CallOptions): Promise<Paragraphs>;
  /**
   * Fetches captions, as the text of an `.srt` or `.vtt` file; `charsPerCaption` bounds their length.
   *
   * @throws EarmarkError `not_ready` while the job runs, `gone` once it is deleted; so do its neighbours.
   */
  subtitles(
    id: string,
    format: 'srt' | 'vtt',
    options?: CallOptions & { readonly charsPerCaption?: number | undefined },
  ): Promise<string>;
  /**
   * Finds words, numbers and phrases of up to five words; times are milliseconds.
   *
   * @throws EarmarkError `invalid` for no words, an empty one, one with a comma, or a phrase that is too long.
   */
  search(id: string, words: readonly string[], options?: CallOptions): Promise<WordSearch>;
  /**
   * Waits for the redacted recording and resolves with its link, which holds for minutes: fetch it soon.
   *
   * @throws EarmarkError `gone` when it has expired, `invalid` when the job was not asked for it, `timeout`.
   */
  redactedAudio(id: string, options?: WaitOptions): Promise<RedactedAudio>;
}

const sentences = envelope<Sentences>({ id: 'string', sentences: 'array' });
const paragraphs = envelope<Paragraphs>({ id: 'string', paragraphs: 'array' });
const wordSearch = envelope<WordSearch>({ id: 'string', matches: 'array' });

export function createExports(api: Api, clock: Clock, urlOf: (id: string, rest: string) => string): Exports {
  const get = (id: string, rest: string, signal: AbortSignal | undefined) =>
    ({ method: 'GET', url: urlOf(id, rest), signal }) as const;
  return {
    sentences: (id, { signal } = {}) => named(id, api.json(sentences, get(id, '/sentences', signal))),
    paragraphs: (id, { signal } = {}) => named(id, api.json(paragraphs, get(id, '/paragraphs', signal))),
    async subtitles(id, format, { signal, charsPerCaption } = {}) {
      const query = toQuery({ chars_per_caption: checkedLength(charsPerCaption) });
      return await named(id, api.text(get(id, `/${format}${query}`, signal)));
    },
    async search(id, words, { signal } = {}) {
      const query = toQuery({ words: checkedWords(words).join(',') });
      return await named(id, api.json(wordSearch, get(id, `/word-search${query}`, signal)));
    },
    async redactedAudio(id, options = {}) {
      const { untilRedacted } = await import('./redacted-audio.ts');
      return await named(id, untilRedacted(api, clock, urlOf(id, '/redacted-audio'), id, options));
    },
  };
}

async function named<Value>(id: string, answer: Promise<Value>): Promise<Value> {
  return await answer.catch((error: unknown) => {
    throw withTranscriptId(error, id);
  });
}

function checkedLength(chars: number | undefined): number | undefined {
  if (chars === undefined || (Number.isInteger(chars) && chars > 0)) return chars;
  throw new EarmarkError('invalid', '`charsPerCaption` must be a whole number above 0.');
}

function checkedWords(words: readonly string[]): readonly string[] {
  if (words.length === 0) throw new EarmarkError('invalid', '`words` must name at least one word.');
  for (const [at, word] of words.entries()) {
    const parts = word.trim().split(/\s+/);
    if (word.trim() !== '' && !word.includes(',') && parts.length <= 5) continue;
    throw new EarmarkError('invalid', `\`words.${at}\` must be a word or a phrase of up to five, without a comma.`);
  }
  return words;
}
