import { open } from 'node:fs/promises';

/** Writes a folder's names to the disk: without it, a rename may be undone by a loss of power. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
