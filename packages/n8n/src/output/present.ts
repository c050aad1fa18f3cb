import type { Transcript } from '@earmark/core/portable';
import { findOperation } from '@earmark/operations';
import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { ActionCall } from '../actions/action.ts';
import { listOf } from '../form/fields.ts';
import { without } from '../without.ts';
import { type FileHost, textFile } from './files.ts';
import { speakerText, timedMarkdown } from './speaker-text.ts';

/** What execute and a webhook's answer both have. */
type Asked = Pick<ActionCall, 'context' | 'get'> & { readonly host: FileHost };
type Output = (call: Asked, transcript: Transcript) => Promise<INodeExecutionData[]> | INodeExecutionData[];

const simple = ['id', 'status', 'text', 'audio_url', 'audio_duration', 'language_code', 'confidence', 'error'] as const;

const outputs: Readonly<Record<string, { readonly name: string; readonly make: Output }>> = {
  md: { name: 'Markdown File', make: (call, one) => file(call, one, 'md', timedMarkdown(one)) },
  paragraphs: { name: 'Paragraphs as Items', make: (call, one) => parts(call, one, 'get_paragraphs', 'paragraphs') },
  raw: { name: 'Raw', make: (_, one) => [{ json: plain(one) }] },
  selected: {
    name: 'Selected Fields',
    make: (call, one) => [{ json: picked(one, listOf(String(call.get('fields', '')))) }],
  },
  sentences: { name: 'Sentences as Items', make: (call, one) => parts(call, one, 'get_sentences', 'sentences') },
  simplified: { name: 'Simplified', make: (_, one) => [{ json: picked(one, simple) }] },
  speakers: {
    name: 'Speaker Transcript',
    make: (_, one) => [{ json: { ...picked(one, simple), text: speakerText(one) } }],
  },
  srt: { name: 'SRT File', make: (call, one) => subtitles(call, one, 'srt') },
  text: { name: 'Text', make: (_, { id, text }) => [{ json: { id, text: text ?? '' } }] },
  txt: { name: 'Text File', make: (call, one) => file(call, one, 'txt', speakerText(one)) },
  utterances: { name: 'Utterances as Items', make: (_, one) => utterances(one) },
  vtt: { name: 'VTT File', make: (call, one) => subtitles(call, one, 'vtt') },
};

export function outputProperties(choices = Object.keys(outputs)): INodeProperties[] {
  return [
    {
      displayName: 'Output',
      name: 'output',
      type: 'options',
      options: choices.map((value) => ({ name: outputs[value]?.name ?? value, value })),
      default: choices.includes('speakers') ? 'speakers' : (choices[0] ?? ''),
      description: 'What to give of the transcript',
    },
    ...(choices.includes('selected') ? [selectedFields] : []),
  ];
}

const selectedFields: INodeProperties = {
  displayName: 'Fields',
  name: 'fields',
  type: 'string',
  default: 'id, text',
  description: 'Names of fields of the transcript, separated by commas',
  displayOptions: { show: { output: ['selected'] } },
};

/** A transcript as it was asked for; one that is not done yet, as it is. */
export async function present(call: Asked, transcript: Transcript): Promise<INodeExecutionData[]> {
  if (transcript.status !== 'completed') return [{ json: picked(transcript, simple) }];
  const chosen = outputs[String(call.get('output', 'speakers'))];
  return (await chosen?.make(call, transcript)) ?? [];
}

export function picked(from: object, names: readonly string[]): IDataObject {
  const all: Readonly<Record<string, unknown>> = { ...from };
  return plain(Object.fromEntries(names.filter((name) => all[name] !== undefined).map((name) => [name, all[name]])));
}

/** What n8n keeps of an item: JSON. */
export function plain(value: unknown): IDataObject {
  return JSON.parse(JSON.stringify(value)) as IDataObject; // oxlint-disable-line typescript/no-unsafe-type-assertion -- an object of the API's
}

async function parts(call: Asked, { id }: Transcript, operation: string, name: string): Promise<INodeExecutionData[]> {
  const answer = Object(await findOperation(operation).run({ transcript_id: id }, call.context));
  const rows: readonly Readonly<Record<string, unknown>>[] = answer[name];
  return rows.map((row) => ({ json: plain({ transcript_id: id, ...without('words', row) }) }));
}

function utterances({ id, utterances: rows }: Transcript): INodeExecutionData[] {
  return (rows ?? []).map((row) => ({ json: plain({ transcript_id: id, ...without('words', { ...row }) }) }));
}

async function subtitles(call: Asked, one: Transcript, format: 'srt' | 'vtt'): Promise<INodeExecutionData[]> {
  const input = { transcript_id: one.id, format, chars_per_caption: call.get('charsPerCaption', 0) || undefined };
  const answer = Object(await findOperation('get_subtitles').run(input, call.context));
  return await file(call, one, format, answer.subtitles);
}

async function file(call: Asked, one: Transcript, format: string, text: string): Promise<INodeExecutionData[]> {
  return [
    {
      json: picked(
        one,
        simple.filter((name) => name !== 'text'),
      ),
      binary: { data: await textFile(call.host, one.id, format, text) },
    },
  ];
}
