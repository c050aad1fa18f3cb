import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { JobFailure } from './job-failure.ts';
import { limitBytes } from './limit-bytes.ts';

export interface Destination {
  readonly folder: string;
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/** Downloads what a URL names into a file that lives as long as its use. */
export async function download<T>(url: string, to: Destination, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(to.folder, randomUUID());
  try {
    await fetchInto(path, url, to);
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}

async function fetchInto(path: string, url: string, { mostBytes, signal }: Destination): Promise<void> {
  try {
    const response = await fetch(url, { signal });
    if (response.status === 403) throw new JobFailure(forbidden(url));
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    await pipeline(
      response.body,
      limitBytes(mostBytes, new JobFailure(tooLarge(url, mostBytes))),
      createWriteStream(path),
    );
  } catch (error) {
    if (error instanceof JobFailure) throw error;
    throw new JobFailure(unreachable(url));
  }
}

function forbidden(url: string): string {
  return `Download error to ${url}, 403 Client Error: Forbidden for url: ${url}`;
}

function unreachable(url: string): string {
  return `Download error, unable to download ${url}. Please make sure the file exists and is accessible from the internet.`;
}

function tooLarge(url: string, mostBytes: number): string {
  return `Download error, ${url} is larger than ${mostBytes / 1e9} GB.`;
}
