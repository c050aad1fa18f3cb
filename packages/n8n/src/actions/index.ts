import { plain } from '../output/present.ts';
import type { Action } from './action.ts';
import { catalogued } from './catalogued.ts';
import { chunk, exportFile, get, getMany, redactedAudio, upload } from './read.ts';
import { create, transcribe, wait } from './transcribe.ts';
import { transcribeByWebhook } from './webhook-wait.ts';

const transcript = { resource: 'transcript' } as const;
const ai = { resource: 'ai' } as const;

/** Every operation of the node; what is one of the catalogue's is made of it. */
export const actions: readonly Action[] = [
  transcribe,
  transcribeByWebhook,
  create,
  get,
  getMany,
  wait,
  exportFile,
  chunk,
  redactedAudio,
  upload,
  catalogued({
    ...transcript,
    id: 'search_words',
    value: 'search',
    name: 'Search Words',
    action: 'Search words in a transcript',
  }),
  catalogued({
    ...transcript,
    id: 'delete_transcript',
    value: 'delete',
    name: 'Delete',
    action: 'Delete a transcript',
    toItems: (left) => [{ json: { deleted: true, ...plain({ id: Object(left).id }) } }],
  }),
  catalogued({ ...ai, id: 'ask_transcript', value: 'ask', name: 'Ask', action: 'Ask a transcript' }),
  catalogued({
    ...ai,
    id: 'summarize_transcript',
    value: 'summarize',
    name: 'Summarize',
    action: 'Summarize a transcript',
  }),
  catalogued({
    ...ai,
    id: 'summarize_transcript',
    value: 'actionItems',
    name: 'Get Action Items',
    action: 'Get the action items of a transcript',
    fixed: { style: 'action_items', prompt: undefined },
  }),
  catalogued({
    ...ai,
    id: 'understand_transcript',
    value: 'understand',
    name: 'Understand',
    action: 'Understand a transcript',
  }),
  catalogued({ ...ai, id: 'chat_completion', value: 'chat', name: 'Chat', action: 'Chat with a model' }),
  catalogued({
    resource: 'api',
    id: 'custom_api_call',
    value: 'call',
    name: 'Custom API Call',
    action: 'Call the API',
  }),
];
