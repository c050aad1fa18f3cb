import type { EmulatorOptions } from '../../src/index.ts';
import { start } from '../world.ts';

export interface Completion {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly model: string;
  readonly choices: readonly Choice[];
  readonly usage: Readonly<Record<string, number>>;
}

interface Choice {
  readonly message: { readonly role: string; readonly content: string | null; readonly tool_calls?: readonly Call[] };
  readonly finish_reason: string;
  readonly tool_calls?: readonly Call[];
}

interface Call {
  readonly id: string;
  readonly type: string;
  readonly function: { readonly name: string; readonly arguments: string };
}

/** Asks the gateway of a new emulator. */
export async function send(body: object, options?: EmulatorOptions): Promise<Response> {
  const { client } = await start(options);
  return await client.post('/v1/chat/completions', { model: 'any', ...body });
}

/** What it completes. */
export async function chat(body: object, options?: EmulatorOptions): Promise<Completion> {
  const response = await send(body, options);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Completion;
}

/** What it answers. */
export async function content(body: object, options?: EmulatorOptions): Promise<string | null | undefined> {
  return (await chat(body, options)).choices[0]?.message.content;
}

/** Why it refuses, with the status. */
export async function refusal(body: object, options?: EmulatorOptions): Promise<[number, string | undefined]> {
  const response = await send(body, options);
  const { metadata } = (await response.json()) as { metadata?: { errors: string[] } };
  return [response.status, metadata?.errors[0]];
}
