import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type AudioSource, openAudio } from '../audio.ts';
import { EarmarkError } from '../errors.ts';
import type { HttpBody } from '../transport.ts';

// Half a megabyte at a time: larger reads are no faster, the usual 64 kB ones are.
const readBytes = 512 * 1024;

/** Opens audio as Node callers hold it: also paths and `file:` URLs, percent-decoded. */
export async function openNodeAudio(source: AudioSource): Promise<HttpBody> {
  const path = localPath(source);
  if (path === undefined) return openAudio(source);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? 'unknown reason');
    throw new EarmarkError('invalid', `The audio file cannot be read (${reason}): ${path}`);
  });
  if (!found.isFile()) throw new EarmarkError('invalid', `This path names no file: ${path}`);
  return { size: found.size, replayable: true, read: () => createReadStream(path, { highWaterMark: readBytes }) };
}

function localPath(source: AudioSource): string | undefined {
  const text = source instanceof URL ? source.href : source;
  if (typeof text !== 'string') return undefined;
  if (/^file:/i.test(text)) return pathOf(text);
  const scheme = /^([a-z][a-z0-9+.-]+)(?=:\/\/)|^(?:data|blob)(?=:)/i.exec(text)?.[0];
  if (scheme === undefined) return text;
  throw new EarmarkError('unsupported', `Audio cannot be read from a ${scheme}: URL; use http(s), file: or a path.`);
}

function pathOf(fileUrl: string): string {
  try {
    return fileURLToPath(fileUrl);
  } catch (error) {
    throw new EarmarkError('invalid', `This file: URL names no file of this machine: ${fileUrl}`, { cause: error });
  }
}
