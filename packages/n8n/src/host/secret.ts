import { createHmac } from 'node:crypto';
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { credentialName } from './transport.ts';

export const secretHeader = 'x-earmark-secret';

/** What AssemblyAI has to show to wake an execution of this node: made of the key, so that nothing need be kept. */
export async function resumeSecret(host: IExecuteFunctions | IWebhookFunctions): Promise<string> {
  const { apiKey } = await host.getCredentials(credentialName);
  const about = JSON.stringify([host.getWorkflow().id, host.getNode().id]);
  return createHmac('sha256', typeof apiKey === 'string' ? apiKey : '')
    .update(about)
    .digest('hex');
}
