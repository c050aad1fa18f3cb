import type { TranscriptListItem } from '@earmark/core/portable';
import { EarmarkError } from '@earmark/core/portable';
import { findOperation } from '@earmark/operations';
import { toInput, toProperty } from '../form/fields.ts';
import { binaryField, transcriptLocator } from '../form/shared.ts';
import { audioOfField } from '../host/audio.ts';
import { toChunks } from '../output/chunks.ts';
import { outputProperties, plain, present } from '../output/present.ts';
import type { Action } from './action.ts';
import { transcriptOf } from './transcribe.ts';

export const get: Action = {
  resource: 'transcript',
  value: 'get',
  name: 'Get',
  action: 'Get a transcript',
  description: 'Fetch a transcript in whatever state it is',
  properties: [transcriptLocator, ...outputProperties()],
  run: async (call) =>
    await present(call, await transcriptOf('get_transcript', { transcript_id: call.get('transcriptId') }, call)),
};

const list = findOperation('list_transcripts');
const filters = Object.keys(list.ui).filter((name) => name !== 'limit');

export const getMany: Action = {
  resource: 'transcript',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many transcripts',
  description: 'List transcripts of the last 90 days, newest first',
  properties: [
    {
      displayName: 'Return All',
      name: 'returnAll',
      type: 'boolean',
      default: false,
      description: 'Whether to return all results or only up to a given limit',
    },
    {
      displayName: 'Limit',
      name: 'limit',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 50,
      description: 'Max number of results to return',
      displayOptions: { show: { returnAll: [false] } },
    },
    {
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add Filter',
      default: {},
      options: filters.map((name) => toProperty(list, name)),
    },
  ],
  async run(call) {
    const { client, signal } = call.context;
    const most = call.get('returnAll', false) === true ? Number.POSITIVE_INFINITY : Number(call.get('limit', 50));
    const asked = toInput(list.id, Object(call.get('filters', {})));
    const params = { ...Object(list.parse(asked)), limit: Math.min(most, 200) };
    const found: TranscriptListItem[] = [];
    for await (const one of client.transcripts.list(params, { signal })) {
      if (found.push(one) >= most) break;
    }
    return found.map((one) => ({ json: plain(one) }));
  },
};

export const exportFile: Action = {
  resource: 'transcript',
  value: 'export',
  name: 'Export File',
  action: 'Export a transcript as a file',
  description: 'Write a transcript as subtitles, text or Markdown',
  properties: [
    transcriptLocator,
    ...outputProperties(['srt', 'vtt', 'txt', 'md']),
    {
      displayName: 'Characters per Caption',
      name: 'charsPerCaption',
      type: 'number',
      default: 0,
      description: 'Most characters in a caption of SRT and VTT; 0 leaves it to AssemblyAI',
    },
  ],
  async run(call) {
    const one = await transcriptOf('get_transcript', { transcript_id: call.get('transcriptId') }, call);
    if (one.status === 'completed') return await present(call, one);
    throw new EarmarkError('not_ready', `The transcript is ${one.status}, not completed.`, { transcriptId: one.id });
  },
};

export const chunk: Action = {
  resource: 'transcript',
  value: 'chunk',
  name: 'Chunk',
  action: 'Chunk a transcript',
  description: 'Cut a transcript into passages for search, each with its speakers and times',
  properties: [
    transcriptLocator,
    {
      displayName: 'Max Characters',
      name: 'maxChars',
      type: 'number',
      typeOptions: { minValue: 50 },
      default: 1000,
      description: 'Longest passage; turns stay whole where they fit',
    },
  ],
  async run(call) {
    const one = await transcriptOf('get_transcript', { transcript_id: call.get('transcriptId') }, call);
    if (one.status !== 'completed')
      throw new EarmarkError('not_ready', `The transcript is ${one.status}, not completed.`, { transcriptId: one.id });
    return toChunks(one, Number(call.get('maxChars', 1000))).map((json) => ({ json: { ...json } }));
  },
};

export const redactedAudio: Action = {
  resource: 'transcript',
  value: 'redactedAudio',
  name: 'Get Redacted Audio',
  action: 'Get the redacted audio of a transcript',
  description: 'Fetch the recording without personal information, as a file',
  properties: [transcriptLocator],
  async run({ host, context, get: valueOf }) {
    const id = String(valueOf('transcriptId'));
    const { redacted_audio_url: url } = Object(
      await findOperation('get_redacted_audio').run({ transcript_id: id }, context),
    );
    const options = { method: 'GET', url, encoding: 'arraybuffer', ignoreHttpStatusErrors: false } as const;
    const bytes: unknown = await host.helpers.httpRequest(options);
    const name = new URL(url).pathname.split('/').at(-1) ?? `${id}.mp3`;
    const data = await host.helpers.prepareBinaryData(Buffer.from(Object(bytes)), name);
    return [{ json: { id, status: 'redacted_audio_ready' }, binary: { data } }];
  },
};

export const upload: Action = {
  resource: 'file',
  value: 'upload',
  name: 'Upload',
  action: 'Upload a file',
  description: 'Send a recording to AssemblyAI, which alone can read it',
  properties: [binaryField],
  async run({ host, itemIndex, get: valueOf, context }) {
    const audio = await audioOfField(host, itemIndex, String(valueOf('binaryField')));
    return [{ json: plain(await findOperation('upload_file').run({ audio }, context)) }];
  },
};
