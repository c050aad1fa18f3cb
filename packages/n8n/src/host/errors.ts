import { EarmarkError, type EarmarkErrorCode } from '@earmark/core/portable';
import { type IAllExecuteFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';

// What to do about it, for people who build workflows.
const advice: Partial<Readonly<Record<EarmarkErrorCode, string>>> = {
  auth: 'Open the AssemblyAI credential: is the key whole, and is the region the key’s own?',
  account: 'Look at the account’s balance and permissions in the AssemblyAI dashboard.',
  not_found: 'Check the transcript ID, and that the credential is of the project and the region that made it.',
  not_ready: 'Put a Wait operation of this node before this one.',
  rate_limited: 'Lower Max Concurrency in the options, or let the workflow try again later.',
  timeout: 'The job goes on: use the Wait operation with its ID, or a longer Wait At Most.',
  network: 'Check that this n8n reaches the host of the credential.',
  transcript_failed:
    'Check that the recording has speech in it, and that its URL is public and leads to the file itself.',
  fs_denied: 'Give a public http(s) URL, or read the file with another node and choose Binary File.',
  invalid: 'Correct the parameter and run the node again: nothing was paid for.',
};

/** n8n's own error of whatever went wrong: what happened in its message, how to mend it in its description. */
export function toNodeError(
  host: IAllExecuteFunctions,
  error: unknown,
  itemIndex: number,
): NodeApiError | NodeOperationError {
  if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
  if (!EarmarkError.is(error))
    return new NodeOperationError(host.getNode(), error instanceof Error ? error : String(error), { itemIndex });
  const said = error.serviceMessage;
  const message = said === undefined || error.message.includes(said) ? error.message : `${error.message} ${said}`;
  const description = [advice[error.code], error.transcriptId && `Transcript: ${error.transcriptId}.`]
    .filter(Boolean)
    .join(' ');
  if (error.status === undefined) return new NodeOperationError(host.getNode(), message, { itemIndex, description });
  const httpCode = String(error.status);
  return new NodeApiError(host.getNode(), { message, code: error.code }, { message, description, itemIndex, httpCode });
}
