import type { Place, Subject, TranscribeCall } from '@earmark/conformance';
import { createClient } from '@earmark/core';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createHandler } from '../src/index.ts';
import { endpoint, negotiation, textOf } from './world.ts';

/** What the server does for a client of the protocol: a tool transcribes, a resource gives the words. */
export const subject: Subject = {
  name: '@earmark/mcp',
  capabilities: {
    transcribe: true,
    params: 'a model is shown what it needs, and not every parameter',
    abort: 'the protocol’s own client wraps the reason; that the server ends the call is tested beside',
    clock: true,
    stream: 'a tool is called once, for recordings that are there',
  },
  transcribe: async (place, call) => await withClient(place, async (client) => await transcribe(client, call)),
};

async function transcribe(client: Client, { audio, params }: TranscribeCall) {
  const url = `data:application/octet-stream;base64,${Buffer.from(audio).toString('base64')}`;
  const call = { name: 'transcribe', arguments: { audio: url, ...params } };
  const result = await client.callTool(call);
  if (result.isError === true) throw new Error(textOf(result));
  const { transcript_id } = Object(result.structuredContent);
  const read = async (form: string): Promise<string> => {
    const { contents } = await client.readResource({ uri: `assemblyai://transcripts/${transcript_id}/${form}` });
    return String(Object(contents[0]).text);
  };
  const text = await read('text');
  const turns: { text: string; start: number; end: number; speaker: string }[] =
    params['speaker_labels'] === true ? JSON.parse(await read('utterances')).utterances : [];
  return {
    text: text.slice(text.indexOf('\n\n') + 2),
    segments: turns.map(({ start, end, ...turn }) => ({ ...turn, startMs: start, endMs: end })),
  };
}

async function withClient<Value>(place: Place, use: (client: Client) => Promise<Value>): Promise<Value> {
  const { apiKey, ...addresses } = place;
  const handler = createHandler({ client: (key) => createClient({ ...addresses, apiKey: key }) });
  const client = new Client({ name: 'subject', version: '1' }, negotiation('modern'));
  const fetch = async (url: string | URL, init?: RequestInit) => await handler.fetch(new Request(url, init));
  const requestInit = { headers: { authorization: `Bearer ${apiKey}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(endpoint), { fetch, requestInit }));
  try {
    return await use(client);
  } finally {
    await client.close();
    await handler.close();
  }
}
