import type { Sound } from '../audio/decode.ts';
import type { Recognition } from '../engines/engine.ts';
import type { Route } from '../http.ts';
import type { Jobs } from '../jobs.ts';
import { lemurRoutes } from './lemur.ts';
import { streamRoute } from './stream.ts';

/** What the API's edition of 2025 still had: LeMUR, and words of a short sound in one request. */
export function e25Routes(jobs: Jobs, hear: (sound: Sound) => Promise<Recognition>): Route[] {
  return [...lemurRoutes(jobs), streamRoute(hear)];
}
