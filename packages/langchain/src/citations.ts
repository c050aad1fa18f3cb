import { EarmarkError } from '@earmark/core/portable';
import type { DocumentInterface } from '@langchain/core/documents';
import { type LinkTemplate, toLink } from './links.ts';
import { toTimecode } from './timecode.ts';

/** What was said, by whom and when, for people to check. */
export interface Citation {
  readonly quote: string;
  /** Null where nobody knows, or several speak. */
  readonly speaker: string | null;
  /** `m:ss` or `h:mm:ss`. */
  readonly timecode: string;
  /** Opens the recording at that moment; null where it has no address that people can open. */
  readonly deep_link: string | null;
}

export interface CitationOptions {
  /** Where people hear the recording. @default the document's `source`, else its `audio_url` */
  readonly url?: string | undefined;
  /** How a moment is written into the URL. @default as its host wants it, else `#t=` */
  readonly link?: LinkTemplate | undefined;
}

/** A caption for a player: the options of a browser's `VTTCue`, times in seconds. */
export interface PlayerCue {
  readonly id: string;
  readonly startTime: number;
  readonly endTime: number;
  /** As it was said; escape `&` and `<` where it becomes WebVTT. */
  readonly text: string;
  readonly speaker: string | null;
}

/**
 * Cites a document of this package.
 *
 * @throws EarmarkError `invalid` for a document that does not know its times, `unsupported` for an unknown template.
 */
export function citationOf(document: DocumentInterface, options: CitationOptions = {}): Citation {
  const { startMs, endMs } = timesOf(document);
  const url = options.url ?? addressOf(document);
  return {
    quote: document.pageContent,
    speaker: speakerOf(document),
    timecode: toTimecode(startMs),
    deep_link: url === undefined ? null : toLink({ url, startMs, endMs }, options.link),
  };
}

/** Writes a citation as a line: quote, speaker, time and link, as far as they are known. */
export function formatCitation({ quote, speaker, timecode, deep_link }: Citation): string {
  const who = speaker === null ? timecode : `${speaker}, ${timecode}`;
  return `“${quote}” (${who})${deep_link === null ? '' : ` ${deep_link}`}`;
}

/** Makes captions of documents, in the order they were spoken. */
export function toPlayerCues(documents: readonly DocumentInterface[]): PlayerCue[] {
  const cues = documents.map((document, at) => {
    const { startMs, endMs } = timesOf(document);
    const times = { startTime: startMs / 1000, endTime: endMs / 1000 };
    return { id: document.id ?? String(at), ...times, text: document.pageContent, speaker: speakerOf(document) };
  });
  return cues.toSorted((a, b) => a.startTime - b.startTime);
}

function timesOf({ metadata }: DocumentInterface): { readonly startMs: number; readonly endMs: number } {
  const [startMs, endMs]: unknown[] = [metadata['start_ms'], metadata['end_ms']];
  if (typeof startMs === 'number' && typeof endMs === 'number') return { startMs, endMs };
  const message =
    '`metadata.start_ms` and `metadata.end_ms` must be milliseconds: is this a document of TranscriptLoader?';
  throw new EarmarkError('invalid', message);
}

function speakerOf({ metadata }: DocumentInterface): string | null {
  const speaker: unknown = metadata['speaker'];
  return typeof speaker === 'string' ? speaker : null;
}

// An upload's address is for the service alone.
function addressOf({ metadata }: DocumentInterface): string | undefined {
  const addresses: unknown[] = [metadata['source'], metadata['audio_url']];
  return addresses.find(
    (one): one is string =>
      typeof one === 'string' && /^https?:/i.test(one) && !/^https?:\/\/[^/]+\/upload\//i.test(one),
  );
}
