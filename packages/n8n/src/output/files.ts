import type { BinaryHelperFunctions, IBinaryData } from 'n8n-workflow';

const types: Readonly<Record<string, string>> = {
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
  txt: 'text/plain',
  md: 'text/markdown',
};

export interface FileHost {
  readonly helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>;
}

/** A text as a file of n8n's. */
export async function textFile(
  { helpers }: FileHost,
  name: string,
  format: string,
  text: string,
): Promise<IBinaryData> {
  return await helpers.prepareBinaryData(Buffer.from(text), `${name}.${format}`, types[format]);
}
