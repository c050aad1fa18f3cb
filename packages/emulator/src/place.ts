import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './store/lock-folder.ts';

/** Where an emulator works. */
export interface Place {
  /** For what ends with it. */
  readonly folder: string;
  /** Removes that folder, and lets go of the one that stays. */
  leave(): Promise<void>;
}

/**
 * Makes a folder for what ends with the emulator, and takes the one that stays, where there is one.
 *
 * @throws Error when another emulator has that.
 */
export async function takePlace(data: string | undefined): Promise<Place> {
  const unlock = data === undefined ? undefined : await lockFolder(data);
  const folder = await mkdtemp(join(tmpdir(), 'earmark-emulator-'));
  return {
    folder,
    async leave() {
      await rm(folder, { recursive: true, force: true });
      await unlock?.();
    },
  };
}
