import { EarmarkError } from '@earmark/core/portable';
import { operations } from './catalogue/index.ts';
import type { Operation } from './operation.ts';

/** What an operation that is no more became. */
export interface Tombstone {
  readonly id: string;
  /** What to do instead; undefined where nothing is left to do. */
  readonly replacement: string | undefined;
  readonly message: string;
}

const ended = 'LeMUR was shut down on 2026-03-31';

// https://www.assemblyai.com/docs/llm-gateway
const replacements: Readonly<Record<string, string | undefined>> = {
  lemur_task: 'ask_transcript',
  lemur_summary: 'summarize_transcript',
  lemur_question_answer: 'ask_transcript',
  lemur_action_items: 'understand_transcript',
  lemur_get_response: undefined,
  lemur_purge_request_data: undefined,
};

/** Operations that hosts' users may still have written down. */
export const tombstones: readonly Tombstone[] = Object.freeze(
  Object.entries(replacements).map(([id, replacement]) => {
    const way =
      replacement === undefined ? 'nothing takes its place: the gateway keeps no answers' : `use ${replacement}`;
    return { id, replacement, message: `${id} is gone: ${ended}; ${way}.` };
  }),
);

/**
 * Finds an operation by its id.
 *
 * @throws EarmarkError `gone` for one that is no more, with what replaces it; `invalid` for one that never was.
 */
export function findOperation(id: string): Operation {
  const operation = operations.find((one) => one.id === id);
  if (operation !== undefined) return operation;
  const tombstone = tombstones.find((one) => one.id === id);
  if (tombstone !== undefined) throw new EarmarkError('gone', tombstone.message);
  throw new EarmarkError(
    'invalid',
    `There is no operation ${JSON.stringify(id.slice(0, 64))}; there are ${operations.map((one) => one.id).join(', ')}.`,
  );
}
