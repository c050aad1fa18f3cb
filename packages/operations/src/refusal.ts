import { EarmarkError } from '@earmark/core/portable';
import type * as z from 'zod/mini';

/** Makes an error of what is wrong first; it names the field, and never a value: that may be a secret, or speech. */
export function refusal(id: string, input: unknown, issue: z.core.$ZodIssue, fields: readonly string[]): EarmarkError {
  if (issue.code === 'unrecognized_keys') {
    const takes = fields.length === 0 ? 'takes no input' : `takes ${fields.join(', ')}`;
    return invalid(`\`${[...issue.path, issue.keys[0]].join('.')}\` is no input of ${id}, which ${takes}.`);
  }
  const field = issue.path.length === 0 ? 'input' : issue.path.join('.');
  return invalid(`\`${field}\` must be ${issue.message}, ${found(input, issue.path)} (${id}).`);
}

export function invalid(message: string): EarmarkError {
  return new EarmarkError('invalid', message);
}

function found(input: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>((inside, key) => Object(inside)[key], input);
  if (value === undefined) return 'and is missing';
  if (value === null) return 'not null';
  if (Array.isArray(value)) return value.length === 0 ? 'not an empty array' : 'not this array';
  return value === '' ? 'not an empty string' : `not this ${typeof value}`;
}
