import type { AudioSource, HttpBody } from '@earmark/core/portable';
import type { IBinaryData, IExecuteFunctions, ISupplyDataFunctions } from 'n8n-workflow';

const pieceBytes = 262_144;

/** A binary field, read piece by piece from wherever n8n keeps it, as often as it is sent. */
export interface BinaryAudio extends HttpBody, AsyncIterable<Uint8Array> {
  readonly isBinaryField: true;
}

export function isBinaryAudio(source: AudioSource): source is BinaryAudio {
  return typeof source === 'object' && 'isBinaryField' in source;
}

export async function audioOfField(
  host: IExecuteFunctions | ISupplyDataFunctions,
  itemIndex: number,
  field: string,
): Promise<BinaryAudio> {
  const { id, data } = host.helpers.assertBinaryData(itemIndex, field) satisfies IBinaryData;
  const { helpers } = host;
  const size = id === undefined ? Buffer.byteLength(data, 'base64') : (await helpers.getBinaryMetadata(id)).fileSize;
  async function* read(): AsyncGenerator<Uint8Array> {
    if (id === undefined) yield Buffer.from(data, 'base64');
    else for await (const piece of await helpers.getBinaryStream(id, pieceBytes)) yield Buffer.from(piece);
  }
  return { isBinaryField: true, size, replayable: true, read, [Symbol.asyncIterator]: read };
}
