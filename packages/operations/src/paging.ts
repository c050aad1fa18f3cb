import * as z from 'zod/mini';
import { whole } from './kinds.ts';

/** Fields with which a model reads on; they change nothing of the full result. */
export const pagingFields = {
  offset: z.optional(whole('How many characters of the shown text to skip, to read on where it was cut.', 0, 1e9)),
  max_chars: z.optional(whole('Most characters of text to show.', 1, 1_000_000)),
};

interface Paged {
  readonly offset?: number | undefined;
  readonly max_chars?: number | undefined;
}

/** Where to read on: the same call with the next offset. */
export function paged(id: string, { offset, max_chars }: Paged) {
  const rest = (next: number): string => `Call ${id} again with offset ${next} for what follows.`;
  return { offset: offset ?? 0, maxChars: max_chars, rest };
}
