import type { Client, TranscriptListItem } from '@earmark/core/portable';
import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { contextOf } from '../host/client.ts';
import { toNodeError } from '../host/errors.ts';
import { picked } from '../output/present.ts';

// What the node keeps between two looks: every job it looks for, and the newest it has seen.
interface Kept {
  newest?: string;
  open?: string[];
}

const fields = ['id', 'status', 'text', 'audio_url', 'audio_duration', 'language_code', 'error'] as const;

/**
 * Gives the transcripts that became ready since the last look; null where there is none.
 *
 * Jobs end in another order than they begin: those that run are kept by id until they are done, none is passed over.
 */
export async function poll(host: IPollFunctions): Promise<INodeExecutionData[][] | null> {
  try {
    const { client } = await contextOf(host);
    if (host.getMode() === 'manual') return await newestOf(client);
    const kept: Kept = host.getWorkflowStaticData('node');
    const isFirst = kept.newest === undefined && kept.open === undefined;
    const unseen = await listUnseen(client, kept.newest, isFirst);
    const open = new Set(kept.open);
    for (const { id, status } of unseen) if (!isFirst || !isDone(status)) open.add(id);
    const looked = await Promise.all([...open].map((id) => client.transcripts.get(id)));
    const ready = looked.filter(({ status }) => isDone(status));
    kept.open = looked.filter(({ status }) => !isDone(status)).map(({ id }) => id);
    kept.newest = unseen[0]?.id ?? kept.newest ?? '';
    const wanted =
      host.getNodeParameter('failed', false) === true ? ready : ready.filter(({ status }) => status === 'completed');
    return wanted.length === 0 ? null : [wanted.map((one) => ({ json: picked(one, fields) }))];
  } catch (error) {
    throw toNodeError(host, error, 0);
  }
}

// Newest first, down to the newest that was seen; at the first look, what is there already is old.
async function listUnseen(client: Client, newest: string | undefined, isFirst: boolean): Promise<TranscriptListItem[]> {
  if (isFirst) return (await client.transcripts.list({ limit: 200 }).page()).transcripts.slice();
  const unseen: TranscriptListItem[] = [];
  for await (const one of client.transcripts.list({ limit: 200 })) {
    if (one.id === newest) break;
    unseen.push(one);
  }
  return unseen;
}

async function newestOf(client: Client): Promise<INodeExecutionData[][] | null> {
  const [last] = (await client.transcripts.list({ limit: 1, status: 'completed' }).page()).transcripts;
  return last === undefined ? null : [[{ json: picked(await client.transcripts.get(last.id), fields) }]];
}

function isDone(status: string): boolean {
  return status === 'completed' || status === 'error';
}
