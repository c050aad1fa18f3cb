/** An answer that no specification has, and why the emulator gives it all the same. */
interface Unpublished {
  /** Route of the emulator, or the beginning of several where it ends in `*`; `none` is what no route fits. */
  readonly route: string;
  /** Every one where it is left out. */
  readonly status?: number;
  /** Every one where it is left out. */
  readonly contentType?: string;
  readonly reason: string;
}

const gone = 'LeMUR is gone from the API, and so from its specification; these shapes are those of its last SDK';
const sync = 'the sync API has no published specification; these shapes are those of the Python SDK';
const files = 'where a file lies is up to the service, and its content is no JSON';
const validate = 'the gateway has it, and its specification does not';
const ceiling = 'the ceiling of requests in five minutes is in the documentation, and not in the specification';

const unpublished: readonly Unpublished[] = [
  { route: 'none', status: 404, reason: 'nothing is there, and a specification lists only what is' },
  { route: 'GET /redacted-audio/{file}', reason: files },
  { route: 'GET /lemur/v3/*', reason: gone },
  { route: 'POST /lemur/v3/*', reason: gone },
  { route: 'DELETE /lemur/v3/*', reason: gone },
  { route: 'POST /v2/stream', reason: 'it is gone from the API; its shape is that of the last documentation of it' },
  { route: 'POST /v1/transcribe*', reason: sync },
  { route: 'GET /v1/warm', reason: sync },
  { route: 'GET /v3/health', reason: 'it is of the streaming host that one runs oneself, which has no specification' },
  { route: 'POST /v1/warm', reason: sync },
  { route: 'GET /v1/models', status: 200, reason: 'the catalogue is served, as measured, and not published' },
  { route: 'POST /v1/understanding/validate', reason: validate },
  {
    route: 'POST /v1/chat/completions',
    status: 200,
    contentType: 'text/event-stream',
    reason: 'streaming is in the documentation of the gateway, and not in its specification',
  },
  {
    route: 'POST /v2/transcript',
    status: 403,
    reason: 'another project’s upload is refused where it is used; the specification lists that with the upload',
  },
  { route: 'GET /v2/*', status: 403, reason: ceiling },
  { route: 'POST /v2/*', status: 403, reason: ceiling },
  { route: 'DELETE /v2/*', status: 403, reason: ceiling },
  {
    route: 'POST /v2/transcript',
    status: 413,
    reason: 'a body that no client would send: the emulator holds it in memory, and has to end somewhere',
  },
  {
    route: 'GET /v2/transcript/{transcript_id}/redacted-audio',
    status: 202,
    reason: 'the file is still being made, which the documentation says and the specification does not',
  },
];

/** Why an answer may be given though no specification has it; undefined where it may not. */
export function reasonFor(route: string | undefined, status: number, contentType: string): string | undefined {
  const type = contentType.split(';')[0];
  return unpublished.find(
    (one) =>
      fits(one.route, route ?? 'none') && (one.status ?? status) === status && (one.contentType ?? type) === type,
  )?.reason;
}

function fits(pattern: string, route: string): boolean {
  return pattern.endsWith('*') ? route.startsWith(pattern.slice(0, -1)) : route === pattern;
}
