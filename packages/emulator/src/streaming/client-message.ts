import { isJson } from '../is-json.ts';
import type { Json } from '../shapes.ts';
import { StreamProblem } from './problem.ts';

/** What a client may say besides audio. */
export interface ClientMessage {
  readonly type: (typeof types)[number];
  readonly changes: Json;
}

const types = ['Terminate', 'ForceEndpoint', 'UpdateConfiguration', 'KeepAlive'] as const;
const mostQuoted = 100;

/** @throws StreamProblem 3006 for what is no JSON, no message, or of an unknown type. */
export function parseMessage(text: string): ClientMessage {
  const value = parse(text);
  if (!isJson(value) || value['type'] === undefined) throw invalid(`Invalid Message: ${text.slice(0, mostQuoted)}`);
  const { type, ...changes } = value;
  const known = types.find((candidate) => candidate === type);
  if (known === undefined) {
    throw invalid(
      `Invalid Message Type: ${typeof type === 'string' ? type.slice(0, mostQuoted) : JSON.stringify(type)}`,
    );
  }
  return { type: known, changes };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`Invalid JSON: ${text.slice(0, mostQuoted)}`);
  }
}

function invalid(message: string): StreamProblem {
  return new StreamProblem(3006, message);
}
