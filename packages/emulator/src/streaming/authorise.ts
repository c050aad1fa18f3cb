import type { Projects } from '../projects.ts';
import { StreamProblem, expiredToken, invalidKey, missingKey, unknownToken, usedToken } from './problem.ts';
import type { Tokens } from './tokens.ts';

/** What a key or a token allows. */
interface Allowed {
  readonly project: string;
  readonly mostSessionMs: number;
}

const longestSessionMs = 10_800_000;

/**
 * Who asks for a session, and how long it may last.
 *
 * @throws StreamProblem 1008 without a key or a token that is good.
 */
export function authorise(key: string, token: string | null, projects: Projects, tokens: Tokens): Allowed {
  if (token === null) {
    const project = projects.of(key);
    if (project !== undefined) return { project, mostSessionMs: longestSessionMs };
    throw new StreamProblem(1008, key === '' ? missingKey : invalidKey);
  }
  const granted = tokens.redeem(token);
  if (typeof granted === 'string') {
    throw new StreamProblem(1008, { unknown: unknownToken, expired: expiredToken, used: usedToken }[granted]);
  }
  return { project: granted.project, mostSessionMs: granted.maxSessionDurationSeconds * 1000 };
}
