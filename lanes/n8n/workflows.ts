import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publicUrl } from './instance.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Node {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly position: readonly [number, number];
  readonly parameters: Json;
  readonly credentials?: Json;
  readonly webhookId?: string;
}

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly nodes: readonly Node[];
  readonly connections: Json;
  readonly settings: Json;
}

const ours = '@earmark/n8n-nodes-assemblyai';
export const own = (id = 'own'): Json => ({ assemblyAiApi: { id, name: 'AssemblyAI' } });
const model = { openAiApi: { id: 'model', name: 'Model' } };

/** A published workflow, as someone imports it, chooses credentials and changes the addresses that are theirs. */
export async function template(
  root: string,
  name: string,
  changed: Readonly<Record<string, string>>,
): Promise<Workflow> {
  let text = await readFile(join(root, 'examples/n8n', `${name}.json`), 'utf8');
  for (const [from, to] of Object.entries(changed)) text = text.replaceAll(from, to);
  const { nodes, ...rest } = JSON.parse(text);
  return { ...rest, id: name, active: false, nodes: nodes.map((node: Node) => completed(name, node)) };
}

function completed(workflow: string, node: Node): Node {
  const isChat = node.type.endsWith('chatTrigger');
  return {
    ...node,
    webhookId: `${workflow}-${node.id}`,
    ...(node.type.startsWith(ours) ? { credentials: own() } : {}),
    ...(node.type.endsWith('OpenAi') ? { credentials: model } : {}),
    ...(isChat ? { parameters: { ...node.parameters, public: true } } : {}),
  };
}

const node = (name: string, type: string, typeVersion: number, parameters: Json, more: Json = {}): Node => ({
  id: name,
  name,
  type,
  typeVersion,
  position: [0, 0],
  parameters,
  ...more,
});

function inLine(id: string, nodes: readonly Node[]): Workflow {
  const pairs = nodes
    .slice(1)
    .map(({ name }, at) => [nodes[at]?.name, { main: [[{ node: name, type: 'main', index: 0 }]] }]);
  return {
    id,
    name: id,
    active: false,
    nodes,
    connections: Object.fromEntries(pairs),
    settings: { executionOrder: 'v1' },
  };
}

/** Sleeps until AssemblyAI calls; started by a call to `/webhook/<id>`. */
export function sleeper(id: string, credentials: string): Workflow {
  const parameters = {
    resource: 'transcript',
    operation: 'transcribeByWebhook',
    audioUrl: '={{ $json.body.audio_url }}',
  };
  return inLine(id, [
    node('Start', 'n8n-nodes-base.webhook', 2, { path: id, httpMethod: 'POST' }, { webhookId: id }),
    node(
      'Sleep',
      `${ours}.assemblyAi`,
      1,
      { ...parameters, output: 'text' },
      { credentials: own(credentials), webhookId: `${id}-2` },
    ),
    node('After', 'n8n-nodes-base.set', 3.4, {
      assignments: { assignments: [{ id: '1', name: 'heard', type: 'string', value: '=awake: {{ $json.text }}' }] },
    }),
  ]);
}

export const secret = 'a-secret-that-nobody-guesses';

/** Starts by AssemblyAI's call to `hookUrl`. */
export const hooked = inLine('hooked', [
  node(
    'Ready',
    `${ours}.assemblyAiTrigger`,
    1,
    { headerName: 'x-earmark-secret', secret, fetch: true },
    {
      credentials: own(),
      webhookId: 'hooked',
    },
  ),
  node('After', 'n8n-nodes-base.noOp', 1, {}),
]);
export const hookUrl = `${publicUrl}/webhook/hooked/assemblyai`;
