import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { draft, writeWhole } from './store/write-file.ts';

/** How a redacted recording is coded; also what its file's name ends in. */
type AudioQuality = 'mp3' | 'wav';

/** A recording with what nobody should hear beeped or silenced, as the bytes of a file. */
export interface RedactedFile {
  readonly quality: AudioQuality;
  readonly bytes: Uint8Array;
}

/** Redacted recordings, by the job they are of. */
export interface RedactedAudio {
  save(id: string, file: RedactedFile): Promise<void>;
  /** Where a client fetches it; undefined while there is none. */
  linkTo(id: string): string | undefined;
  /** What is behind the last part of such a link. */
  read(name: string): Promise<RedactedFile | undefined>;
  remove(id: string): Promise<void>;
}

/**
 * Keeps redacted recordings as files in a folder, and finds those of the last time there.
 *
 * @param durable - Whether a recording that was saved has to survive a loss of power.
 */
export async function openRedactedAudio(folder: string, durable: boolean, urlOf: () => string): Promise<RedactedAudio> {
  // Only what is in this map is ever opened, so that no id can be a path.
  const qualities = await readQualities(folder);
  return {
    async save(id, { quality, bytes }) {
      await writeWhole(join(folder, nameOf(id, quality)), bytes, durable);
      qualities.set(id, quality);
    },
    linkTo(id) {
      const quality = qualities.get(id);
      return quality && `${urlOf()}/redacted-audio/${nameOf(id, quality)}`;
    },
    async read(name) {
      const id = name.replace(/\.[^.]*$/, '');
      const quality = qualities.get(id);
      if (quality === undefined || name !== nameOf(id, quality)) return undefined;
      return { quality, bytes: await readFile(join(folder, name)) };
    },
    async remove(id) {
      const quality = qualities.get(id);
      qualities.delete(id);
      if (quality !== undefined) await rm(join(folder, nameOf(id, quality)), { force: true });
    },
  };
}

function nameOf(id: string, quality: AudioQuality): string {
  return `${id}.${quality}`;
}

async function readQualities(folder: string): Promise<Map<string, AudioQuality>> {
  await mkdir(folder, { recursive: true });
  const found = new Map<string, AudioQuality>();
  for (const name of await readdir(folder)) {
    const [, id, extension] = /^(.+)\.(mp3|wav)$/.exec(name) ?? [];
    if (id !== undefined) found.set(id, extension === 'mp3' ? 'mp3' : 'wav');
    else if (name.endsWith(draft)) await rm(join(folder, name), { force: true });
  }
  return found;
}
