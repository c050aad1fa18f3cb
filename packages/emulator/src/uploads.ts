import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

export interface Uploads {
  /** Streams a body into a file and names it; resolves with undefined when the body was empty. */
  save(body: Readable): Promise<string | undefined>;
  /** The file behind an upload URL of this emulator. */
  find(audioUrl: string): string | undefined;
}

/** Keeps uploads as files in a folder, never in memory. */
export function createUploads(folder: string, urlOf: () => string): Uploads {
  const files = new Map<string, string>();
  return {
    async save(body) {
      const id = randomUUID();
      const path = join(folder, id);
      const file = createWriteStream(path);
      await pipeline(body, file);
      if (file.bytesWritten === 0) return undefined;
      const url = `${urlOf()}/upload/${id}`;
      files.set(url, path);
      return url;
    },
    find: (audioUrl) => files.get(audioUrl),
  };
}
