import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, realClock } from './clock.ts';
import type { SpeechEngine } from './engines/engine.ts';
import { type Jobs, openJobs } from './jobs.ts';
import type { RateLimit } from './limits.ts';
import { createListener } from './listen.ts';
import { type MediaLimits, toMediaLimits } from './media-limits.ts';
import { atSpeed } from './pace.ts';
import type { Keys } from './projects.ts';
import { createFileStore } from './store/files.ts';
import { type RedactedAudio, openRedactedAudio } from './redacted-audio.ts';
import { noStore } from './store/store.ts';
import { type Tokens, createTokens } from './streaming/tokens.ts';
import { type Uploads, openUploads } from './uploads.ts';
import { createWebhooks } from './webhooks.ts';

/** What the account behind the keys is like. */
export interface Account {
  /** Whether every new job is refused until somebody pays. @default false */
  readonly balanceNegative?: boolean | undefined;
}

/** The part of the options that says what jobs live by. */
export interface WorldOptions {
  /** Keys that are accepted, and the project of each where they have several. @default any, as long as there is one */
  readonly keys?: Keys | undefined;
  /** Whether to refuse what is documented as wrong but accepted by the service. @default false */
  readonly strict?: boolean | undefined;
  readonly account?: Account | undefined;
  /** Jobs that run at the same time; the others wait in line, `throttled`. @default 200 */
  readonly concurrency?: number | undefined;
  /** How large and how long recordings may be. @default the service's own limits */
  readonly mediaLimits?: MediaLimits | undefined;
  /** How often a project may ask; more is answered with 429. @default no limit */
  readonly rateLimit?: RateLimit | undefined;
  /** Milliseconds from one try of a webhook to the next. @default 10_000 */
  readonly webhookRetryMs?: number | undefined;
  /** Folder that keeps uploads and jobs for the next start, of one emulator at a time. @default none, they end with it */
  readonly data?: string | undefined;
  /** How many times faster than the service jobs are; at 1 a minute takes six seconds. @default Infinity */
  readonly speed?: number | undefined;
  /** Where time comes from. @default the machine's */
  readonly clock?: Clock | undefined;
}

export interface World {
  readonly uploads: Uploads;
  readonly jobs: Jobs;
  readonly redacted: RedactedAudio;
  /** Temporary ones, that streaming takes in place of a key. */
  readonly tokens: Tokens;
}

const defaultConcurrency = 200;

/** Opens uploads and jobs, with those of the last time where there is a folder for them. */
export async function openWorld(
  options: WorldOptions,
  engines: readonly SpeechEngine[],
  folder: string,
  urlOf: () => string,
  signal: AbortSignal,
): Promise<World> {
  const { data, clock = realClock, speed = Infinity, concurrency = defaultConcurrency, webhookRetryMs } = options;
  if (!(speed > 0)) throw new TypeError(`speed must be above zero, not ${speed}`);
  if (!(concurrency >= 1)) throw new TypeError(`concurrency must be at least 1, not ${concurrency}`);
  const limits = toMediaLimits(options.mediaLimits);
  const uploads = await openUploads(join(data ?? folder, 'uploads'), data !== undefined, limits.uploadBytes, urlOf);
  const redacted = await openRedactedAudio(join(data ?? folder, 'redacted'), data !== undefined, urlOf);
  const downloads = join(folder, 'downloads');
  await mkdir(downloads);
  const jobs = await openJobs({
    listen: atSpeed(createListener({ uploads, engines, folder: downloads, limits, signal }), speed, clock, signal),
    mostRedactedBytes: limits.redactedBytes,
    store: data === undefined ? noStore : createFileStore(join(data, 'jobs')),
    webhooks: createWebhooks(clock, signal, redacted, webhookRetryMs),
    redacted,
    clock,
    concurrency,
    signal,
  });
  return { uploads, jobs, redacted, tokens: createTokens(clock) };
}
