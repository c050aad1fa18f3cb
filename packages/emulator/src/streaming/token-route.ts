import type { Exchange, Route } from '../http.ts';
import { refusal } from '../problem.ts';
import type { Tokens } from './tokens.ts';

/** `GET /v3/token` of the streaming host: a temporary token, so that a browser needs no key. */
export function tokenRoute(tokens: Tokens): Route {
  return {
    method: 'GET',
    path: '/v3/token',
    handle({ project, query }: Exchange) {
      const expiresInSeconds = wholeNumber(query, 'expires_in_seconds', 1, 600);
      const maxSessionDurationSeconds = wholeNumber(query, 'max_session_duration_seconds', 60, 10_800, 10_800);
      const token = tokens.issue({ project, maxSessionDurationSeconds }, expiresInSeconds);
      return { json: { token, expires_in_seconds: expiresInSeconds } };
    },
  };
}

function wholeNumber(query: URLSearchParams, name: string, from: number, to: number, otherwise?: number): number {
  const text = query.get(name);
  if (text === null && otherwise !== undefined) return otherwise;
  const value = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw refusal(400, `${name} must be a whole number from ${from} to ${to}${text === null ? ', and is missing' : ''}`);
}
