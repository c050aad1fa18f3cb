import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@earmark/core';
import { type TranscriptCache, TranscriptLoader } from '../../src/index.ts';

// A process to be killed: it loads what it is given, says each recording that is loaded, and at the end those that are not.
const [baseUrl = '', folder = '', ...sources] = process.argv.slice(2);

const cache: TranscriptCache = {
  get: (key) => readFile(toPath(key), 'utf8').catch(() => undefined),
  async set(key, value) {
    const path = toPath(key);
    await writeFile(`${path}.new`, value);
    await rename(`${path}.new`, path);
  },
};

const client = createClient({ baseUrl, apiKey: 'any-key' });
const options = { client, cache, format: 'text', concurrency: 16, errors: 'collect' } as const;
const loader = new TranscriptLoader(sources, options);
for await (const { pageContent, metadata } of loader) say({ loaded: metadata.source, text: pageContent });
for (const { source, error } of loader.failures) say({ failed: source, message: String(error) });

function toPath(key: string): string {
  return join(folder, key.replaceAll(':', '-'));
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
