import {
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  type IPollFunctions,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { poll } from '../../src/triggers/by-polling.ts';

/** Starts when a transcript is ready, whoever started the job; needs no public address. */
export class AssemblyAiPollingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'AssemblyAI Polling Trigger',
    name: 'assemblyAiPollingTrigger',
    icon: { light: 'file:../../icons/earmark.light.svg', dark: 'file:../../icons/earmark.dark.svg' },
    group: ['trigger'],
    version: [1],
    defaultVersion: 1,
    subtitle: 'On transcript ready',
    description: 'Starts when a transcript is ready, by looking for it',
    defaults: { name: 'AssemblyAI Polling Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'assemblyAiApi', required: true }],
    properties: [
      {
        displayName: 'Include Failed',
        name: 'failed',
        type: 'boolean',
        default: false,
        description: 'Whether to start for jobs that failed, too',
      },
    ],
  };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await poll(this);
  }
}
