import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../jobs/job.ts';
import { flushFolder } from './flush-folder.ts';
import { parseJob } from './parse-job.ts';
import type { Store } from './store.ts';

const finished = '.json';
const draft = '.part';

/** Keeps each job as one file of JSON in a folder; what is half written is never read. */
export function createFileStore(folder: string): Store {
  return {
    async load() {
      await mkdir(folder, { recursive: true });
      const names = await readdir(folder);
      await Promise.all(names.filter((name) => name.endsWith(draft)).map((name) => rm(join(folder, name))));
      const jobs: Job[] = [];
      for (const name of names.filter((each) => each.endsWith(finished))) {
        const job = parseJob(await readFile(join(folder, name), 'utf8'));
        if (job !== undefined) jobs.push(job);
      }
      return jobs;
    },
    async save(job) {
      const path = join(folder, `${job.id}${finished}`);
      await writeDurably(`${path}${draft}`, JSON.stringify(job));
      await rename(`${path}${draft}`, path);
      await flushFolder(folder);
    },
  };
}

// Readable by its owner alone: a job holds speech, and the secret of its webhook.
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
