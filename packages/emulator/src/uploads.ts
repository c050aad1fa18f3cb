import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { flushFolder } from './store/flush-folder.ts';
import { draft } from './store/write-file.ts';

export interface Uploads {
  /** Streams a body into a file and names it; resolves with undefined when the body was empty, or too large. */
  save(project: string, body: Readable): Promise<string | undefined>;
  /** The file behind an upload URL of this emulator. */
  find(audioUrl: string): string | undefined;
  /** Whether an upload URL of this emulator belongs to somebody else. */
  isForeign(project: string, audioUrl: string): boolean;
  remove(audioUrl: string): Promise<void>;
}

// The port may be another one after a restart, so that only the path counts.
const uploadPath = /\/upload\/([0-9a-f]{32})\/([0-9a-f-]{36})$/;

/**
 * Keeps uploads as files, never in memory: in a folder, one folder of its own for each project.
 *
 * @param durable - Whether an upload that was answered has to survive a loss of power.
 */
export async function openUploads(
  folder: string,
  durable: boolean,
  mostBytes: number,
  urlOf: () => string,
): Promise<Uploads> {
  const files = await readUploads(folder);
  return {
    async save(project, body) {
      const name = `${nameOf(project)}/${randomUUID()}`;
      const path = join(folder, name);
      if (!(await write(path, body, mostBytes, durable))) return undefined;
      files.set(name, path);
      return `${urlOf()}/upload/${name}`;
    },
    find: (audioUrl) => files.get(toName(audioUrl) ?? ''),
    isForeign(project, audioUrl) {
      const name = toName(audioUrl);
      return name !== undefined && files.has(name) && !name.startsWith(`${nameOf(project)}/`);
    },
    async remove(audioUrl) {
      const name = toName(audioUrl) ?? '';
      const path = files.get(name);
      files.delete(name);
      if (path !== undefined) await rm(path, { force: true });
    },
  };
}

// A name is made of hexadecimal digits alone: whatever a project is called, it is no path.
function nameOf(project: string): string {
  return createHash('sha256').update(project).digest('hex').slice(0, 32);
}

function toName(audioUrl: string): string | undefined {
  const [, owner, id] = uploadPath.exec(audioUrl) ?? [];
  return owner === undefined || id === undefined ? undefined : `${owner}/${id}`;
}

/** Writes beside the place and moves it there when it is whole; false when there was nothing to write, or too much. */
async function write(path: string, body: Readable, mostBytes: number, durable: boolean): Promise<boolean> {
  const part = `${path}${draft}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = createWriteStream(part, { flush: durable, mode: 0o600 });
    await pipeline(untilTooMuch(body, mostBytes), file);
    if (file.bytesWritten === 0 || file.bytesWritten > mostBytes) return false;
    await rename(part, path);
    if (durable) await flushFolder(dirname(path));
    return true;
  } finally {
    await rm(part, { force: true });
  }
}

// Up to the first piece too many, and leaves the rest to whoever answers: a client hears of it only while it may send.
async function* untilTooMuch(body: Readable, mostBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const piece: Uint8Array = chunk;
    yield piece;
    bytes += piece.byteLength;
    if (bytes > mostBytes) return;
  }
}

async function readUploads(folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = toName(`/upload/${path.slice(folder.length + 1)}`);
    if (entry.isFile() && name !== undefined) files.set(name, path);
    else if (entry.isFile() && entry.name.endsWith(draft)) await rm(path, { force: true });
  }
  return files;
}
