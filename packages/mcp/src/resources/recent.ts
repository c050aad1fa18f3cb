import type { Setting } from '../options.ts';

interface Recent {
  readonly id: string;
  readonly status: string;
  readonly created: string;
}

const most = 50;

/** The newest transcripts, newest first. */
export async function recent({ client }: Setting, signal?: AbortSignal): Promise<readonly Recent[]> {
  const { transcripts } = await client().transcripts.list({ limit: most }, { signal }).page();
  return transcripts.map(({ id, status, created }) => ({ id, status, created }));
}

/** Ids of recent transcripts that begin as what was typed. */
export async function completeIds(setting: Setting, typed: string): Promise<string[]> {
  return (await recent(setting)).map(({ id }) => id).filter((id) => id.startsWith(typed));
}
