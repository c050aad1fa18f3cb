import { APICallError } from 'ai';
import { BadRequest } from './recording.ts';

/** An error as a browser may see it: what happened, and never where. */
export function problemOf(error: unknown): Response {
  if (error instanceof BadRequest) return Response.json({ error: error.message }, { status: 400 });
  const { code, transcriptId } = detailsOf(error);
  const headers = transcriptId === undefined ? {} : { 'x-transcript-id': transcriptId };
  if (code === 'transcript_failed') {
    return Response.json({ error: 'This recording could not be transcribed.' }, { status: 422, headers });
  }
  // For your logs: it holds no key, no signed URL and no speech.
  console.error(error);
  return Response.json({ error: 'The service cannot be reached just now.' }, { status: 502, headers });
}

function detailsOf(error: unknown): { readonly code?: string; readonly transcriptId?: string } {
  return APICallError.isInstance(error) && typeof error.data === 'object' && error.data !== null ? error.data : {};
}
