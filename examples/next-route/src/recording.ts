/** A body that is no recording, told to who sent it. */
export class BadRequest extends Error {}

/** The recording of a request: `{ "url": … }`, which stays where it is, or else the bytes of the body. */
export async function recordingOf(request: Request): Promise<URL | Uint8Array> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > 0) return bytes;
    throw new BadRequest('Send a recording, or { "url": … } as application/json.');
  }
  const url = (await fieldsOf(request))['url'];
  if (typeof url === 'string' && /^https?:/i.test(url) && URL.canParse(url)) return new URL(url);
  throw new BadRequest('`url` must be the http(s) address of a recording.');
}

/** The fields of a JSON body. */
export async function fieldsOf(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await request.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null) return { ...body };
  throw new BadRequest('The body must be a JSON object.');
}
