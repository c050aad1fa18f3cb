import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { Problem } from '../problem.ts';
import { problemDetails } from './problem-details.ts';

/** One part of a form, in memory. */
export interface Part {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const mostBytes = 40 * 1024 ** 2;

/** Reads a form into memory, refusing parts larger than a clip may be. */
export async function readMultipart(request: IncomingMessage): Promise<Part[]> {
  const parser = createParser(request);
  const reading: Promise<Part>[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on('file', (name, file, _filename, _encoding, type) => {
        const part = collect(file).then((bytes) => ({ name, type, bytes }));
        part.catch(reject);
        reading.push(part);
      });
      parser.once('finish', resolve);
      parser.once('error', reject);
      request.once('aborted', reject);
      request.pipe(parser);
    });
    return await Promise.all(reading);
  } catch (error) {
    throw error instanceof Problem ? error : problemDetails(400, 'The form could not be read.');
  } finally {
    request.unpipe(parser);
  }
}

function createParser({ headers }: IncomingMessage): BusboyInstance {
  const type = headers['content-type'] ?? '';
  const limits = { fileSize: mostBytes, parts: 16 };
  try {
    // Parts are read alike, whether they have a file name or not: clients differ in that.
    return new Busboy({ headers: { ...headers, 'content-type': type }, limits, isPartAFile: () => true });
  } catch {
    throw problemDetails(415, 'The request must be multipart/form-data with an audio part.');
  }
}

async function collect(file: BusboyFileStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(Buffer.from(chunk));
  if (file.truncated) throw problemDetails(413, 'The clip is larger than 40 MB.', 'Audio Too Large');
  return Buffer.concat(chunks);
}
