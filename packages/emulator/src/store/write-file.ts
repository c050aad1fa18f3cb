import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushFolder } from './flush-folder.ts';

/** What is not whole yet: never read, and removed at the next start. */
export const draft = '.part';

/**
 * Writes a file beside its place and moves it there, so that nobody ever finds half of it.
 *
 * Readable by its owner alone: what emulators keep holds speech, and secrets of webhooks.
 *
 * @param durable - Whether it has to survive a loss of power once this resolves.
 */
export async function writeWhole(path: string, content: string | Uint8Array, durable: boolean): Promise<void> {
  const file = await open(`${path}${draft}`, 'w', 0o600);
  try {
    await file.writeFile(content);
    if (durable) await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}${draft}`, path);
  if (durable) await flushFolder(dirname(path));
}
