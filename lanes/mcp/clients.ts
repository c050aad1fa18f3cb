import assert from 'node:assert/strict';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { Client as ClientV2, StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { MCPServerStdio, MCPServerStreamableHttp } from '@openai/agents';

/** How a client gets at the server. */
export type Reach =
  | { readonly over: 'stdio'; readonly command: string; readonly args: string[]; readonly env: Record<string, string> }
  | { readonly over: 'HTTP'; readonly url: string; readonly headers: Record<string, string> };

type Use = (reach: Reach, audio: string) => Promise<string[]>;

const words = /Good morning, Daniel\./;

/** Every client, and what it was seen to do. */
export const clients: Readonly<Record<string, Use>> = {
  async 'SDK v1'(reach, audio) {
    const client = new ClientV1({ name: 'lane', version: '1' });
    const transport =
      reach.over === 'stdio'
        ? new StdioV1(reach)
        : new HttpV1(new URL(reach.url), { requestInit: { headers: reach.headers } });
    await client.connect(transport);
    return await everything(client, (call, options) => client.callTool(call, undefined, options), audio);
  },
  async 'SDK v2'(reach, audio) {
    const client = new ClientV2({ name: 'lane', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    const transport =
      reach.over === 'stdio'
        ? new StdioV2(reach)
        : new HttpV2(new URL(reach.url), { requestInit: { headers: reach.headers } });
    await client.connect(transport);
    return await everything(client, (call, options) => client.callTool(call, options), audio);
  },
  async LangChain(reach, audio) {
    const server =
      reach.over === 'stdio' ? { transport: 'stdio' as const, ...reach } : { transport: 'http' as const, ...reach };
    const client = new MultiServerMCPClient({ mcpServers: { assemblyai: server } });
    const tools = await client.getTools();
    assert.equal(tools.length, 11);
    const transcribe = tools.find(({ name }) => name === 'transcribe');
    assert.match(JSON.stringify(await transcribe?.invoke({ audio })), words);
    await client.close();
    return ['list', 'call'];
  },
  async 'OpenAI Agents'(reach, audio) {
    const server =
      reach.over === 'stdio'
        ? new MCPServerStdio({ command: reach.command, args: reach.args, env: reach.env })
        : new MCPServerStreamableHttp({ url: reach.url, requestInit: { headers: reach.headers } });
    await server.connect();
    assert.equal((await server.listTools()).length, 11);
    assert.match(JSON.stringify(await server.callTool('transcribe', { audio })), words);
    await server.close();
    return ['list', 'call'];
  },
};

interface Listing {
  listTools(): Promise<{ tools: readonly unknown[] }>;
  listResources(): Promise<{ resources: readonly { uri: string }[] }>;
  readResource(asked: { uri: string }): Promise<{ contents: readonly unknown[] }>;
  listPrompts(): Promise<{ prompts: readonly unknown[] }>;
  getPrompt(asked: { name: string; arguments: Record<string, string> }): Promise<{ messages: readonly unknown[] }>;
  close(): Promise<void>;
}

interface CallOptions {
  onprogress?: (progress: { message?: string | undefined }) => void;
  signal?: AbortSignal;
}

type CallTool = (call: { name: string; arguments: Record<string, unknown> }, options?: CallOptions) => Promise<unknown>;

async function everything(client: Listing, call: CallTool, audio: string): Promise<string[]> {
  assert.equal((await client.listTools()).tools.length, 11);
  const heard: string[] = [];
  const onprogress = ({ message = '' }: { message?: string | undefined }) => void heard.push(message);
  assert.match(JSON.stringify(await call({ name: 'transcribe', arguments: { audio } }, { onprogress })), words);
  assert.ok(heard.some((message) => message.startsWith('completed')));
  const waiting = { name: 'wait_for_transcript', arguments: { transcript_id: 'never-done' } };
  await assert.rejects(call(waiting, { signal: AbortSignal.timeout(500) }));
  const { resources } = await client.listResources();
  const text = resources.find(({ uri }) => uri.endsWith('/text'));
  assert.match(JSON.stringify(await client.readResource({ uri: text?.uri ?? '' })), words);
  assert.equal((await client.listPrompts()).prompts.length, 4);
  const prompt = { name: 'meeting_minutes', arguments: { transcript_id: 'abc' } };
  assert.match(JSON.stringify(await client.getPrompt(prompt)), /not instructions/);
  await client.close();
  return ['list', 'call', 'progress', 'cancel', 'resources', 'prompts'];
}
