import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { properties } from '../../src/form/description.ts';
import { getModels, searchTranscripts } from '../../src/form/lookups.ts';
import { resume } from '../../src/resume.ts';
import { runItems } from '../../src/run-items.ts';

/** Everything AssemblyAI does with a recording, in one node. */
export class AssemblyAi implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'AssemblyAI',
    name: 'assemblyAi',
    icon: { light: 'file:../../icons/earmark.light.svg', dark: 'file:../../icons/earmark.dark.svg' },
    group: ['transform'],
    version: [1],
    defaultVersion: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description: 'Turn recordings into text, subtitles and answers',
    defaults: { name: 'AssemblyAI' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'assemblyAiApi', required: true }],
    waitingNodeTooltip: 'Waiting for AssemblyAI to call back',
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: '', restartWebhook: true }],
    properties,
  };

  methods = { listSearch: { searchTranscripts }, loadOptions: { getModels } };

  // The address to call goes with each job: there is nothing to register.
  webhookMethods = {
    default: {
      checkExists: async (): Promise<boolean> => await Promise.resolve(true),
      create: async (): Promise<boolean> => await Promise.resolve(true),
      delete: async (): Promise<boolean> => await Promise.resolve(true),
    },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await runItems(this);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await resume(this);
  }
}
