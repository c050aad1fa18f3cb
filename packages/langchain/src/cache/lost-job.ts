import type { Client, TranscriptListItem, TranscriptParams } from '@earmark/core';

const slackMs = 600_000;
const mostRows = 2_000;

/**
 * Finds the job that a process created and did not live to remember: by its `audio_url`, among those created since.
 *
 * Clocks may differ by ten minutes.
 */
export async function findLostJob(
  { transcripts }: Client,
  { audioUrl, sinceMs }: { readonly audioUrl: string; readonly sinceMs: number },
  params: TranscriptParams,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  let rows = 0;
  for await (const row of transcripts.list({ limit: 200 }, { signal })) {
    rows += 1;
    if (rows > mostRows || createdMs(row) < sinceMs - slackMs) return undefined;
    if (row.audio_url !== audioUrl) continue;
    const echoed: Readonly<Record<string, unknown>> = await transcripts.get(row.id, { signal });
    if (isAskedFor(echoed, params)) return row.id;
  }
  return undefined;
}

// The service leaves its timezone out: it is UTC.
function createdMs({ created }: TranscriptListItem): number {
  return Date.parse(/z$|[+-]\d\d:?\d\d$/i.test(created) ? created : `${created}Z`);
}

// The service echoes what a job was asked for; long texts and lists of words it may spell its own way.
function isAskedFor(echoed: Readonly<Record<string, unknown>>, params: TranscriptParams): boolean {
  return Object.entries(params).every(([name, asked]) => {
    const [one, other] = [asked, echoed[name]].map((value) => comparable(name, value));
    return one === undefined || other === undefined || one === other;
  });
}

function comparable(name: string, value: unknown): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  // `en` comes back as `en_us`.
  if (name === 'language_code') return typeof value === 'string' ? value.slice(0, 2).toLowerCase() : undefined;
  return name.startsWith('speech_model') && value !== null && value !== undefined ? JSON.stringify(value) : undefined;
}
