import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

const eu = 'https://api.eu.assemblyai.com';
const us = 'https://api.assemblyai.com';

/** Key, region and, where there is a proxy or an emulator, its address. */
export class AssemblyAiApi implements ICredentialType {
  name = 'assemblyAiApi';
  displayName = 'AssemblyAI API';
  documentationUrl = 'https://www.assemblyai.com/docs/api-reference/overview';
  icon = { light: 'file:../icons/earmark.light.svg', dark: 'file:../icons/earmark.dark.svg' } as const;
  properties: INodeProperties[] = [
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      required: true,
      default: '',
      description: 'From the API keys page of your AssemblyAI dashboard',
    },
    {
      displayName: 'Region',
      name: 'region',
      type: 'options',
      options: [
        { name: 'EU', value: 'eu' },
        { name: 'US', value: 'us' },
      ],
      default: 'us',
      description: 'Where recordings and transcripts are kept; they never leave it',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      placeholder: us,
      description: 'A proxy or an emulator instead of the host of the region. Leave it empty otherwise.',
    },
    {
      displayName: 'LLM Gateway URL',
      name: 'llmGatewayUrl',
      type: 'string',
      default: '',
      placeholder: 'https://llm-gateway.assemblyai.com/v1',
      description: 'The same for questions and summaries. Leave it empty otherwise.',
    },
  ];
  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '={{$credentials.apiKey}}' } },
  };
  test: ICredentialTestRequest = {
    request: {
      baseURL: `={{$credentials.baseUrl || ($credentials.region === 'eu' ? '${eu}' : '${us}')}}`,
      url: '/v2/transcript?limit=1',
    },
    rules: [
      refused(401, 'AssemblyAI does not know this key. Copy it again, and check that the region is the key’s own.'),
      refused(403, 'AssemblyAI refuses this key: look at the account’s balance and at the key’s permissions.'),
      refused(404, 'There is no AssemblyAI API at this base URL: leave it empty, or give it without /v2.'),
    ],
  };
}

function refused(value: number, message: string) {
  return { type: 'responseCode' as const, properties: { value, message } };
}
