import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

// Shown among the execution's data, too: by it, the execution of a transcript is found.
const key = 'assemblyai_transcript';

/** Keeps with the execution which transcript it sleeps for: in a loop, it is another one each round. */
export function keepAwaited(host: IExecuteFunctions, transcriptId: string): void {
  dataOf(host)?.set(key, transcriptId);
}

/** Whether a call is about the transcript that the execution sleeps for, and not a late one about an earlier. */
export function isAwaited(host: IWebhookFunctions, transcriptId: string): boolean {
  const kept = dataOf(host)?.get(key);
  return kept === undefined || kept === transcriptId;
}

// Older versions of n8n lend none.
function dataOf({ customData }: Partial<Pick<IExecuteFunctions, 'customData'>>): typeof customData {
  return customData;
}
