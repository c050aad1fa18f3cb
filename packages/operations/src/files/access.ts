import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EarmarkError } from '@earmark/core/portable';
import type { FileAccess, OpenedFile } from '../context.ts';
import { HandleBlob } from './handle-blob.ts';
import { type CheckedPolicy, type FilePolicy, checkedPolicy } from './policy.ts';

/**
 * Opens local files within a policy, or none with `false`.
 *
 * What counts is where a path really leads, links resolved, and what was opened is read, whatever is put in its place
 * meanwhile. A relative path is meant from the first root.
 *
 * @throws EarmarkError `invalid` for a policy that is none; `true` is none: it has to name folders.
 */
export function createFileAccess(policy: FilePolicy): FileAccess | false {
  if (policy === false) return false;
  const checked = checkedPolicy(policy);
  return { open: async (path) => await openWithin(toPath(path), checked) };
}

// Where the kernel, and not people, keep what looks like files.
const systemFolders = ['/proc', '/sys', '/dev', '/run'];

function toPath(given: string): string {
  const path = /^\s*file:/i.test(given) ? pathOf(given.trim()) : given;
  if (path.includes('\0')) throw new EarmarkError('invalid', '`audio` must be a path without a zero byte.');
  if (/^(?:\\|\/\/)/.test(path)) throw denied('it names another machine or a device');
  return path;
}

function pathOf(url: string): string {
  if (/^file:\/\/(?!\/|localhost\/)/i.test(url)) throw denied('it names another machine');
  try {
    return fileURLToPath(url);
  } catch {
    throw new EarmarkError('invalid', '`audio` must be a file: URL of this machine, such as file:///folder/a.mp3.');
  }
}

async function openWithin(path: string, policy: CheckedPolicy): Promise<OpenedFile> {
  const roots = await rootsOf(policy);
  const asked = resolve(policy.roots[0] ?? sep, path);
  // Before the disk is asked: outside of the roots, not even what is there is told.
  if (![...policy.roots.map((root) => resolve(root)), ...roots].some((root) => isWithin(asked, root))) {
    throw denied('it is not in a folder that this host allows');
  }
  const real = await realpath(asked).catch(() => {
    throw missing();
  });
  check(real, roots, policy);
  // Without waiting for a writer, should it be a pipe, and following no link that was put there just now.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const before = await lstat(real);
  if (!before.isFile()) throw denied('it is no regular file');
  const handle = await open(real, flags).catch(() => {
    throw missing();
  });
  try {
    const size = await sizeOf(handle, real, before.ino, policy);
    return { audio: new HandleBlob(handle, size), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function check(real: string, roots: readonly string[], { extensions }: CheckedPolicy): void {
  if (!roots.some((root) => isWithin(real, root))) throw denied('it leads out of the folders that this host allows');
  if (systemFolders.some((folder) => isWithin(real, folder))) throw denied('it is in a folder of the system’s');
  if (extensions.includes(extname(real).slice(1).toLowerCase())) return;
  throw denied(`it must end in one of ${extensions.join(', ')}`);
}

// The file that was looked at is the file that was opened, and it is still where it was.
async function sizeOf(handle: FileHandle, real: string, ino: number, { maxBytes }: CheckedPolicy): Promise<number> {
  const found = await handle.stat();
  const isSame = found.ino === ino && (await realpath(real).catch(() => '')) === real;
  if (!found.isFile() || !isSame) throw denied('it changed while it was being opened');
  if (found.size <= maxBytes) return found.size;
  throw denied(`it has more than the ${maxBytes} bytes that this host allows`);
}

// A folder that is away, such as a disk's, takes nothing from the others.
async function rootsOf(policy: CheckedPolicy): Promise<string[]> {
  const found = await Promise.all(policy.roots.map(async (root) => await realpath(root).catch(() => '')));
  const roots = found.filter((root) => root !== '');
  if (roots.length === 0) throw denied('no folder that this host allows is there');
  return roots;
}

function isWithin(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

// The path itself may hold a person's name, and where it leads is nobody's business.
function denied(why: string): EarmarkError {
  return new EarmarkError('fs_denied', `\`audio\` is a local path that may not be read: ${why}.`);
}

function missing(): EarmarkError {
  return new EarmarkError(
    'invalid',
    '`audio` must be an http(s) URL, or the path of a file that can be read: there is none at this path.',
  );
}
