import type { IncomingMessage } from 'node:http';
import type { Json } from './shapes.ts';

// Far above what a client sends, and low enough to be held in memory.
const mostJsonBytes = 64 * 1024 ** 2;

/** The body of a request, read once however often it is asked for. */
export interface Body {
  /** Undefined when it is larger than any JSON a client would send. */
  bytes(): Promise<Buffer | undefined>;
  /** The body as a JSON object, or undefined when it is none. */
  json(): Promise<Json | undefined>;
}

export function createBody(request: IncomingMessage): Body {
  let reading: Promise<Buffer | undefined> | undefined;
  const bytes = () => (reading ??= read(request));
  return { bytes, json: async () => toObject(await bytes()) };
}

/** Whether a body may be taken for JSON; otherwise it belongs to whoever streams it. */
export function mayBeJson(request: IncomingMessage, path: string | undefined): boolean {
  const type = request.headers['content-type'] ?? '';
  return path !== '/v2/upload' && !/^(multipart|audio|video)\/|octet-stream/i.test(type);
}

async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > mostJsonBytes) return undefined;
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}

function toObject(bytes: Buffer | undefined): Json | undefined {
  try {
    const value: unknown = JSON.parse(bytes?.toString() ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
