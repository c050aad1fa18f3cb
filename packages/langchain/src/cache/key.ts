import type { AudioSource, TranscriptParams } from '@earmark/core';
import { hashAudio } from '#platform';
import { toHex } from '../hex.ts';

/**
 * Names a recording and what is asked of it, by the content of a file, of bytes or of a Blob, and by the address of what
 * the service fetches; undefined for streams, which can be read only once.
 *
 * A hash: it tells nothing of the address or the parameters.
 */
export async function toCacheKey(audio: AudioSource, params: TranscriptParams): Promise<string | undefined> {
  const isRemote = (typeof audio === 'string' || audio instanceof URL) && /^https?:/i.test(String(audio));
  const content = isRemote ? unsigned(String(audio)) : await hashAudio(audio);
  if (content === undefined) return undefined;
  const named = new TextEncoder().encode(JSON.stringify([content, sorted(params)]));
  return `earmark:transcript:${toHex(await crypto.subtle.digest('SHA-256', named))}`;
}

const signatures = /^(x-amz-|x-goog-)|^(awsaccesskeyid|googleaccessid|signature|expires|policy|key-pair-id)$/i;
const azure = /^(sv|sr|sig|se|st|sp|spr|sip|ss|srt|skoid|sktid|skt|ske|sks|skv)$/i;

/** A URL without what signs it, so that a recording is the same with tomorrow's signature. */
function unsigned(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  const isAzure = url.searchParams.has('sig') && url.searchParams.has('sv');
  for (const name of Array.from(url.searchParams.keys())) {
    if (signatures.test(name) || (isAzure && azure.test(name))) url.searchParams.delete(name);
  }
  url.hash = '';
  return url.href;
}

/** Values with their keys in one order, and without those that are undefined. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]));
}
