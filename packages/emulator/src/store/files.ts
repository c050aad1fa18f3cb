import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../jobs/job.ts';
import { parseJob } from './parse-job.ts';
import type { Store } from './store.ts';
import { draft, writeWhole } from './write-file.ts';

const finished = '.json';

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
      await writeWhole(join(folder, `${job.id}${finished}`), JSON.stringify(job), true);
    },
  };
}
