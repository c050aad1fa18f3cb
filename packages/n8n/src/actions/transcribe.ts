import type { AudioSource, Transcript } from '@earmark/core/portable';
import { findOperation } from '@earmark/operations';
import { transcriptLocator, sourceProperties, waitAtMost } from '../form/shared.ts';
import { transcriptionInput, transcriptionProperties } from '../form/transcription.ts';
import { audioOfField } from '../host/audio.ts';
import { outputProperties, picked, present } from '../output/present.ts';
import type { Action, ActionCall } from './action.ts';

/** The recording an item names: a URL for the service, or a binary field to send. */
export async function audioOf({ host, itemIndex, get }: ActionCall): Promise<AudioSource> {
  if (get('source', 'url') !== 'binary') return String(get('audioUrl'));
  return await audioOfField(host, itemIndex, String(get('binaryField', 'data')));
}

const deleteAfterwards = {
  displayName: 'Delete Afterwards',
  name: 'deleteAfterwards',
  type: 'boolean',
  default: false,
  description: 'Whether to delete the transcript and the recording at AssemblyAI once this node has them',
} as const;

export const transcribe: Action = {
  resource: 'transcript',
  value: 'transcribe',
  name: 'Transcribe',
  action: 'Transcribe a recording',
  description: 'Turn a recording into text, and wait until it is done',
  properties: [
    ...sourceProperties(true),
    ...outputProperties(),
    ...transcriptionProperties,
    waitAtMost,
    deleteAfterwards,
  ],
  async run(call) {
    const max_wait_seconds = call.get('maxWaitSeconds', 3600);
    const isThere = call.get('source', 'url') === 'transcript';
    const input = isThere
      ? { transcript_id: call.get('transcriptId') }
      : { audio: await audioOf(call), ...transcriptionInput((name) => call.get(name, {})) };
    const id = isThere ? 'wait_for_transcript' : 'transcribe';
    const done = await transcriptOf(id, { ...input, max_wait_seconds }, call);
    const items = await present(call, done);
    if (call.get('deleteAfterwards', false) !== true || done.status !== 'completed') return items;
    await findOperation('delete_transcript').run({ transcript_id: done.id }, call.context);
    return items;
  },
};

export const create: Action = {
  resource: 'transcript',
  value: 'create',
  name: 'Create',
  action: 'Create a transcript',
  description: 'Start a transcription and do not wait for it',
  properties: [...sourceProperties(false), ...transcriptionProperties],
  async run(call) {
    const input = { audio: await audioOf(call), ...transcriptionInput((name) => call.get(name, {})) };
    return [{ json: picked(await transcriptOf('submit_transcript', input, call), ['id', 'status', 'audio_url']) }];
  },
};

export const wait: Action = {
  resource: 'transcript',
  value: 'wait',
  name: 'Wait',
  action: 'Wait for a transcript',
  description: 'Wait until a transcript is done, whoever started it',
  properties: [transcriptLocator, ...outputProperties(), waitAtMost],
  async run(call) {
    const input = { transcript_id: call.get('transcriptId'), max_wait_seconds: call.get('maxWaitSeconds', 3600) };
    return await present(call, await transcriptOf('wait_for_transcript', input, call));
  },
};

/** Runs an operation whose result is a transcript. */
export async function transcriptOf(id: string, input: object, { context }: ActionCall): Promise<Transcript> {
  return (await findOperation(id).run(input, context)) as Transcript; // oxlint-disable-line typescript/no-unsafe-type-assertion -- the operation's own result
}
