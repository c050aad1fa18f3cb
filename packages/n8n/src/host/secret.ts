import { createHmac } from 'node:crypto';
import { EarmarkError } from '@earmark/core/portable';
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { credentialName } from './transport.ts';

export const secretHeader = 'x-earmark-secret';

/** What AssemblyAI has to show to wake an execution of this node: made of the key, so that nothing need be kept. */
export async function resumeSecret(host: IExecuteFunctions | IWebhookFunctions): Promise<string> {
  const { apiKey } = await host.getCredentials(credentialName);
  // Made of nothing, anyone could make it.
  if (typeof apiKey !== 'string' || apiKey === '')
    throw new EarmarkError('auth', 'The credential has no API key: no callback can be told from a stranger’s.');
  const about = JSON.stringify([host.getWorkflow().id, host.getNode().id]);
  return createHmac('sha256', apiKey).update(about).digest('hex');
}
