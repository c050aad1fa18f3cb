import { createJumpingClock } from '@earmark/conformance';
import { type Client as Earmark, createClient } from '@earmark/core';
import { type Emulator, type EmulatorOptions, samples, startEmulator } from '@earmark/emulator';
import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type HandlerOptions, createHandler } from '../src/index.ts';

/** Both generations of the protocol, as one client of the SDK speaks them. */
export const generations = ['legacy', 'modern'] as const;
export type Generation = (typeof generations)[number];

export const key = 'key-of-a-caller';
export const endpoint = 'http://localhost/mcp';

export interface World extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly earmark: Earmark;
  /** Sends one request to the handler. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  connect(generation: Generation, options?: ClientOptions): Promise<Client>;
}

interface Options extends HandlerOptions {
  readonly emulator?: EmulatorOptions;
}

/** An emulator, a handler before it, and clients that reach the handler without a network. */
export async function startWorld({ emulator: asked, ...options }: Options = {}): Promise<World> {
  const emulator = await startEmulator({ engine: 'fixtures', ...asked });
  const { url: baseUrl, llmGatewayUrl, syncUrl, streamingUrl } = emulator;
  const clock = createJumpingClock();
  const client = (apiKey: string) => createClient({ baseUrl, llmGatewayUrl, syncUrl, streamingUrl, apiKey, clock });
  const handler = createHandler({ client, ...options });
  const fetch = async (url: string | URL, init?: RequestInit) => await handler.fetch(new Request(url, init));
  const clients: Client[] = [];
  return {
    emulator,
    earmark: client(key),
    fetch,
    async connect(generation, clientOptions = {}) {
      const connected = new Client({ name: 'test', version: '1' }, { ...negotiation(generation), ...clientOptions });
      const requestInit = { headers: { authorization: `Bearer ${key}` } };
      await connected.connect(new StreamableHTTPClientTransport(new URL(endpoint), { fetch, requestInit }));
      clients.push(connected);
      return connected;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((one) => one.close()));
      await handler.close();
      await emulator.close();
    },
  };
}

export function negotiation(generation: Generation): ClientOptions {
  return { versionNegotiation: { mode: generation === 'modern' ? { pin: '2026-07-28' } : 'legacy' } };
}

/** Makes a transcript of the meeting, with speakers, and resolves with its id. */
export async function transcribed({ earmark }: World): Promise<string> {
  return (await earmark.transcripts.transcribe(samples.meeting.audio, { speaker_labels: true })).id;
}

/** The text of a tool's answer. */
export function textOf(result: { readonly content?: readonly unknown[] }): string {
  return (result.content ?? []).map((block) => String(Object(block).text ?? '')).join('\n');
}

export const routes = ({ emulator }: World): string[] => emulator.journal.map(({ route }) => route ?? 'none');

/** A job as a script plays it. */
export function job(more: Readonly<Record<string, unknown>> = {}): { readonly body: object } {
  return { body: { id: 'job-1', status: 'processing', audio_url: 'https://example.org/a.mp3', ...more } };
}

export const get = 'GET /v2/transcript/{transcript_id}';
export const post = 'POST /v2/transcript';
