import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Recordings with what nobody should hear beeped or silenced, as WAV files. */
export interface RedactedAudio {
  save(id: string, wav: Uint8Array): Promise<void>;
  /** Where a client fetches it; undefined while there is none. */
  linkTo(id: string): string | undefined;
  read(id: string): Promise<Uint8Array | undefined>;
  remove(id: string): Promise<void>;
}

/** Keeps redacted recordings as files in a folder, and finds those of the last time there. */
export async function openRedactedAudio(folder: string, urlOf: () => string): Promise<RedactedAudio> {
  await mkdir(folder, { recursive: true });
  // Only what is in this set is ever opened, so that no id can be a path.
  const ids = new Set((await readdir(folder)).filter((name) => name.endsWith('.wav')).map((name) => name.slice(0, -4)));
  const pathOf = (id: string): string => join(folder, `${id}.wav`);
  return {
    async save(id, wav) {
      await writeFile(`${pathOf(id)}.part`, wav);
      await rename(`${pathOf(id)}.part`, pathOf(id));
      ids.add(id);
    },
    linkTo: (id) => (ids.has(id) ? `${urlOf()}/redacted-audio/${id}.wav` : undefined),
    read: async (id) => (ids.has(id) ? await readFile(pathOf(id)) : undefined),
    async remove(id) {
      if (ids.delete(id)) await rm(pathOf(id), { force: true });
    },
  };
}
