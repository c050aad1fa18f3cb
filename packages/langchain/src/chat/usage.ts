import type { ChatUsage } from '@earmark/core';
import type { UsageMetadata } from '@langchain/core/messages';

/** Reads the gateway's usage in either of its spellings; undefined where it tells none. */
export function toUsage(usage: ChatUsage | null | undefined): UsageMetadata | undefined {
  const input_tokens = usage?.input_tokens ?? usage?.prompt_tokens;
  const output_tokens = usage?.output_tokens ?? usage?.completion_tokens;
  if (typeof input_tokens !== 'number' || typeof output_tokens !== 'number') return undefined;
  const total_tokens = usage?.total_tokens ?? input_tokens + output_tokens;
  const input = counts(usage?.prompt_tokens_details, { cached_tokens: 'cache_read', audio_tokens: 'audio' });
  const output = counts(usage?.completion_tokens_details, { reasoning_tokens: 'reasoning', audio_tokens: 'audio' });
  return {
    input_tokens,
    output_tokens,
    total_tokens,
    ...(input === undefined ? {} : { input_token_details: input }),
    ...(output === undefined ? {} : { output_token_details: output }),
  };
}

function counts(details: unknown, names: Readonly<Record<string, string>>): Record<string, number> | undefined {
  if (typeof details !== 'object' || details === null) return undefined;
  const found = Object.entries(details).flatMap(([name, count]): [string, number][] => {
    const ours = names[name];
    return ours !== undefined && typeof count === 'number' ? [[ours, count]] : [];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
