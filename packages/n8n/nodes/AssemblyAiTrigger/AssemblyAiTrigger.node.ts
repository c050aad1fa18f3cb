import {
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { secretHeader } from '../../src/host/secret.ts';
import { hear } from '../../src/triggers/by-webhook.ts';

/** Starts when AssemblyAI calls: jobs name this trigger's address as their `webhook_url`. */
export class AssemblyAiTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'AssemblyAI Trigger',
    name: 'assemblyAiTrigger',
    icon: { light: 'file:../../icons/earmark.light.svg', dark: 'file:../../icons/earmark.dark.svg' },
    group: ['trigger'],
    version: [1],
    defaultVersion: 1,
    subtitle: 'On transcript ready',
    description: 'Starts when a transcript is ready, by a webhook',
    defaults: { name: 'AssemblyAI Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'assemblyAiApi', required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'assemblyai' }],
    properties: [
      {
        displayName:
          'Give the webhook URL above to the jobs that shall start this workflow, with the header and the secret below: the node AssemblyAI has them under Notification.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Header Name',
        name: 'headerName',
        type: 'string',
        default: secretHeader,
        required: true,
        description: 'The webhook_auth_header_name of the jobs',
      },
      {
        displayName: 'Secret',
        name: 'secret',
        type: 'string',
        typeOptions: { password: true },
        default: '',
        required: true,
        description: 'The webhook_auth_header_value of the jobs: at least 16 characters that nobody guesses',
      },
      {
        displayName: 'Fetch Transcript',
        name: 'fetch',
        type: 'boolean',
        default: true,
        description: 'Whether to fetch the transcript, or give its ID and status alone',
      },
    ],
  };

  // AssemblyAI keeps no list of addresses: each job names its own.
  webhookMethods = {
    default: {
      checkExists: async (): Promise<boolean> => await Promise.resolve(true),
      create: async (): Promise<boolean> => await Promise.resolve(true),
      delete: async (): Promise<boolean> => await Promise.resolve(true),
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await hear(this);
  }
}
