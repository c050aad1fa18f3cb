import type { AudioSource, Transcript, TranscriptColumns } from '@earmark/core';
import { EarmarkError } from '@earmark/core/portable';

/** Audio to transcribe, the id of a transcript that is already at the service, or a transcript at hand. */
export type TranscriptSource =
  | AudioSource
  | { readonly transcriptId: string }
  | { readonly transcript: Transcript | TranscriptColumns };

/** Whether a source is a transcript's id. */
export function isTranscriptId(source: TranscriptSource): source is { readonly transcriptId: string } {
  return typeof source === 'object' && 'transcriptId' in source;
}

/** Whether a source is a transcript. */
export function isTranscript(
  source: TranscriptSource,
): source is { readonly transcript: Transcript | TranscriptColumns } {
  return typeof source === 'object' && 'transcript' in source;
}

/**
 * Names a source for people and for `index()`; undefined for bytes and streams, which have no name.
 *
 * Holds no secret: a signed URL's query changes with every signature, and with its password it goes.
 */
export function nameOf(source: TranscriptSource): string | undefined {
  if (typeof source !== 'string' && !(source instanceof URL)) return undefined;
  return withoutSecrets(String(source));
}

/** A URL without its query, its fragment and who it is for; anything else as it is. */
export function withoutSecrets(url: string): string {
  return url.replace(/^(https?:[^?#]*)[?#].*$/is, '$1').replace(/^(https?:\/\/)[^/]*@/i, '$1');
}

/**
 * Copies what a loader is to load, however the caller's list changes later.
 *
 * @throws EarmarkError `invalid` for a source that is none, with its place in the list.
 */
export function toSources(source: TranscriptSource | readonly TranscriptSource[]): readonly TranscriptSource[] {
  const isList = isSourceList(source);
  const sources: readonly TranscriptSource[] = isSourceList(source) ? [...source] : [source];
  for (const [at, one] of sources.entries()) {
    const name = isList ? `source[${at}]` : 'source';
    if (!isSource(one)) {
      const right = 'a path, a URL, bytes, a Blob, a stream, or `{ transcriptId }`';
      throw new EarmarkError('invalid', `\`${name}\` must be audio or a transcript: ${right}.`);
    }
    if (!isTranscriptId(one) || (typeof one.transcriptId === 'string' && one.transcriptId !== '')) continue;
    throw new EarmarkError('invalid', `\`${name}.transcriptId\` must be the id of a transcript.`);
  }
  return sources;
}

function isSource(value: unknown): value is TranscriptSource {
  return (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null);
}

function isSourceList(source: TranscriptSource | readonly TranscriptSource[]): source is readonly TranscriptSource[] {
  return Array.isArray(source);
}
