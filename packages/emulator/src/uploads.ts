import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { flushFolder } from './store/flush-folder.ts';

export interface Uploads {
  /** Streams a body into a file and names it; resolves with undefined when the body was empty. */
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
export async function openUploads(folder: string, durable: boolean, urlOf: () => string): Promise<Uploads> {
  const files = await readUploads(folder);
  return {
    async save(project, body) {
      const name = `${nameOf(project)}/${randomUUID()}`;
      const path = join(folder, name);
      if (!(await write(path, body, durable))) return undefined;
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

/** Writes beside the place and moves it there when it is whole; false when there was nothing to write. */
async function write(path: string, body: Readable, durable: boolean): Promise<boolean> {
  const draft = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = createWriteStream(draft, { flush: durable, mode: 0o600 });
    await pipeline(body, file);
    if (file.bytesWritten === 0) return false;
    await rename(draft, path);
    if (durable) await flushFolder(dirname(path));
    return true;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readUploads(folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = toName(`/upload/${path.slice(folder.length + 1)}`);
    if (entry.isFile() && name !== undefined) files.set(name, path);
    else if (entry.isFile() && entry.name.endsWith('.part')) await rm(path, { force: true });
  }
  return files;
}
