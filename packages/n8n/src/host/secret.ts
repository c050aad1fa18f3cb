import { createHmac } from 'node:crypto';
import { EarmarkError } from '@earmark/core/portable';
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { credentialName } from './transport.ts';

export const secretHeader = 'x-earmark-secret';

/**
 * What AssemblyAI has to show to wake this one execution at this one node, and good for no other.
 *
 * Made of the key, so that nothing need be kept: what n8n shows of an execution does not tell it.
 */
export async function resumeSecret(host: IExecuteFunctions | IWebhookFunctions): Promise<string> {
  const { apiKey } = await host.getCredentials(credentialName);
  // Made of nothing, anyone could make it.
  if (typeof apiKey !== 'string' || apiKey === '')
    throw new EarmarkError('auth', 'The credential has no API key: no callback can be told from a stranger’s.');
  // Numbers of executions are each n8n's own: two of them may have the same.
  const about = JSON.stringify([host.getInstanceId(), executionOf(host), host.getNode().id]);
  return createHmac('sha256', apiKey).update(about).digest('hex');
}

function executionOf(host: IExecuteFunctions | IWebhookFunctions): string {
  const id: unknown = host.getExecutionId();
  if (typeof id === 'string' && id !== '') return id;
  throw new EarmarkError('invalid', 'This execution has no ID, by which a callback could find it: use Transcribe.');
}
