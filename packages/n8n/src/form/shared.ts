import type { INodeProperties } from 'n8n-workflow';

export const transcriptLocator: INodeProperties = {
  displayName: 'Transcript',
  name: 'transcriptId',
  type: 'resourceLocator',
  default: { mode: 'list', value: '' },
  required: true,
  description: 'The transcript to use',
  modes: [
    {
      displayName: 'From List',
      name: 'list',
      type: 'list',
      typeOptions: { searchListMethod: 'searchTranscripts' },
    },
    { displayName: 'By ID', name: 'id', type: 'string', placeholder: '3f1a9a52-8c0e-4a0e-9a39-5b0d0a7b6c11' },
    {
      displayName: 'By URL',
      name: 'url',
      type: 'string',
      placeholder: 'https://api.assemblyai.com/v2/transcript/3f1a9a52-8c0e-4a0e-9a39-5b0d0a7b6c11',
      extractValue: { type: 'regex', regex: '/transcript/([\\w-]+)' },
    },
  ],
};

const fromUrl = { name: 'URL', value: 'url', description: 'A public http(s) URL that AssemblyAI fetches' };
const fromBinary = { name: 'Binary File', value: 'binary', description: 'A file that an earlier node read' };
const fromId = { name: 'Existing Transcript', value: 'transcript', description: 'One that was started before' };

/** Where the recording is. */
export function sourceProperties(existing: boolean): INodeProperties[] {
  return [
    {
      displayName: 'Source',
      name: 'source',
      type: 'options',
      options: existing ? [fromBinary, fromId, fromUrl] : [fromBinary, fromUrl],
      default: 'url',
      description: 'Where the recording is',
    },
    {
      displayName: 'Audio URL',
      name: 'audioUrl',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'https://example.com/meeting.mp3',
      description: 'A public URL of the audio or video file itself, not of a page that plays it',
      displayOptions: { show: { source: ['url'] } },
    },
    { ...binaryField, displayOptions: { show: { source: ['binary'] } } },
    ...(existing ? [{ ...transcriptLocator, displayOptions: { show: { source: ['transcript'] } } }] : []),
  ];
}

export const binaryField: INodeProperties = {
  displayName: 'Input Binary Field',
  name: 'binaryField',
  type: 'string',
  default: 'data',
  required: true,
  hint: 'The name of the input binary field containing the recording',
};

export const waitAtMost: INodeProperties = {
  displayName: 'Wait At Most (Seconds)',
  name: 'maxWaitSeconds',
  type: 'number',
  typeOptions: { minValue: 0, maxValue: 10_800 },
  default: 3600,
  description: 'How long to wait. A job that is not done by then goes on, and its ID is in the message.',
};
