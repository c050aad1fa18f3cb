import type { ISupplyDataFunctions, SupplyData } from 'n8n-workflow';
import type { Transcript } from '@earmark/core/portable';
import { findOperation } from '@earmark/operations';
import { audioOfField } from './host/audio.ts';
import { contextOf } from './host/client.ts';
import { toNodeError } from './host/errors.ts';
import { toChunks } from './output/chunks.ts';

/** The passages of a recording as documents, for any vector store of n8n's; each knows its speakers and its time. */
export async function supplyDocuments(host: ISupplyDataFunctions, itemIndex: number): Promise<SupplyData> {
  const get = (name: string, fallback?: unknown): unknown =>
    host.getNodeParameter(name, itemIndex, fallback, { extractValue: name === 'transcriptId' });
  try {
    const context = await contextOf(host);
    const source = get('source');
    const audio =
      source === 'binary' ? await audioOfField(host, itemIndex, String(get('binaryField'))) : get('audioUrl', '');
    const [id, input] =
      source === 'transcript'
        ? ['wait_for_transcript', { transcript_id: get('transcriptId') }]
        : ['transcribe', { audio, speaker_labels: true }];
    const done = await findOperation(id).run({ ...input, max_wait_seconds: 3600 }, context);
    const transcript = done as Transcript; // oxlint-disable-line typescript/no-unsafe-type-assertion -- the operation's own result
    const chunks = toChunks(transcript, Number(get('maxChars')));
    return { response: chunks.map(({ text, ...metadata }) => ({ pageContent: text, metadata })) };
  } catch (error) {
    throw toNodeError(host, error, itemIndex);
  }
}
