import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processStart } from './process-start.ts';

const lockName = /^held-by-(\d+)-([0-9a-f]{16})-[0-9a-f-]{36}\.lock$/;

/**
 * Takes a folder for this emulator alone, until it lets go or its process ends, in whatever way.
 *
 * Everybody first lays down an empty file that names their process, and then looks for those of others: of two that
 * start at once, at least the later sees the other. No name is used twice, so a dead one's file is safely removed.
 *
 * @returns Lets go of the folder.
 * @throws Error that names the folder and the process, when an emulator that lives has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const start = (await processStart(process.pid)) ?? '0'.repeat(16);
  const name = `held-by-${process.pid}-${start}-${randomUUID()}.lock`;
  const release = (): Promise<void> => rm(join(folder, name), { force: true });
  await writeFile(join(folder, name), '', { flag: 'wx', mode: 0o600 });
  try {
    const holder = await findHolder(folder, name);
    if (holder !== undefined) throw new Error(inUse(folder, holder));
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

async function findHolder(folder: string, ownName: string): Promise<number | undefined> {
  for (const name of await readdir(folder)) {
    const [, pid, start] = lockName.exec(name) ?? [];
    if (pid === undefined || name === ownName) continue;
    if ((await processStart(Number(pid))) === start) return Number(pid);
    await rm(join(folder, name), { force: true });
  }
  return undefined;
}

function inUse(folder: string, pid: number): string {
  return (
    `the data folder ${folder} is in use by the emulator of process ${pid}: ` +
    'give this one a folder of its own, or end that one first'
  );
}
