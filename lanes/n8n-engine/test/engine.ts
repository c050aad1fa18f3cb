import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Emulator } from '@earmark/emulator';
import type * as Core from 'n8n-core';
import type * as Workflows from 'n8n-workflow';
import type {
  IBinaryKeyData,
  IConnections,
  IDataObject,
  ILoadOptionsFunctions,
  INode,
  INodeParameters,
  INodeType,
  IRun,
  ITaskData,
} from 'n8n-workflow';
import { published } from './published.ts';

// As n8n and its nodes load them: of an imported copy, no class would be theirs.
const load = createRequire(import.meta.url);
/** n8n's engine. */
export const core: typeof Core = load('n8n-core');
const { Workflow, createRunExecutionData }: typeof Workflows = load('n8n-workflow');
const { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } = core;
/** The node that is run. */
export const node = published('AssemblyAi');
/** What passes items on, as n8n's own first node does. */
export const start: INodeType = {
  description: {
    ...node.description,
    displayName: 'Start',
    name: 'start',
    credentials: [],
    webhooks: [],
    properties: [],
  },
  async execute() {
    return await Promise.resolve([this.getInputData()]);
  },
};

/** Where the credential leads. */
export type Where = Pick<Emulator, 'url' | 'llmGatewayUrl'>;

export interface EngineRun {
  readonly parameters: INodeParameters;
  readonly items?: readonly { readonly json: IDataObject; readonly binary?: IBinaryKeyData }[];
  readonly node?: Partial<INode>;
  readonly apiKey?: string;
  readonly publicUrl?: string;
  /** @default '1' */
  readonly executionId?: string;
  readonly abort?: AbortSignal | undefined;
}

/** Nodes, how they are connected, and what they are. */
export interface Flow {
  readonly nodes: readonly INode[];
  readonly connections: IConnections;
  readonly types: Readonly<Record<string, INodeType>>;
}

/** What the node gave, and the execution around it. */
export interface NodeRun extends ITaskData {
  readonly run: IRun;
}

/** Runs the node in n8n's own engine, with a credential that leads to the emulator. */
export async function runNode(emulator: Where, run: EngineRun): Promise<NodeRun> {
  const result = await runFlow(emulator, run, flowOf(run));
  const task = result.data.resultData.runData['AssemblyAI']?.[0];
  return { ...(task as ITaskData), run: result };
}

/** Runs a flow from its first node on. */
export async function runFlow(emulator: Where, run: Omit<EngineRun, 'parameters'>, flow: Flow): Promise<IRun> {
  const data = createRunExecutionData({
    resumeToken: createHash('sha256').update('token').digest('hex'),
    executionData: {
      nodeExecutionStack: [
        { node: flow.nodes[0] as INode, data: { main: [[...(run.items ?? [{ json: {} }])]] }, source: null },
      ],
    },
  });
  const executing = new WorkflowExecute(additionalData(emulator, run), 'manual', data).processRunExecutionData(
    workflowOf(flow),
  );
  run.abort?.addEventListener('abort', () => executing.cancel(), { once: true });
  return await executing;
}

/** What n8n's editor lends a node to fill its lists. */
export function editorOf(emulator: Where, apiKey = 'any'): ILoadOptionsFunctions {
  const run = { parameters: {}, apiKey };
  const flow = flowOf(run);
  // Its type says less of a workflow's name than n8n's own interface.
  return Object(new LoadOptionsContext(workflowOf(flow), flow.nodes[1] as INode, additionalData(emulator, run), ''));
}

/** Start, then the node. */
export function flowOf(run: EngineRun): Flow {
  const shared = { typeVersion: 1, position: [0, 0] as [number, number] };
  return {
    nodes: [
      { ...shared, id: 'one', name: 'Start', type: 'start', parameters: {} },
      {
        ...shared,
        id: 'two',
        name: 'AssemblyAI',
        type: 'assemblyAi',
        parameters: run.parameters,
        credentials: { assemblyAiApi: { id: '1', name: 'AssemblyAI' } },
        ...run.node,
      },
    ],
    connections: { Start: { main: [[{ node: 'AssemblyAI', type: 'main', index: 0 }]] } },
    types: { start, assemblyAi: node },
  };
}

export function workflowOf({ nodes, connections, types }: Flow): InstanceType<typeof Workflow> {
  return new Workflow({
    id: 'workflow',
    nodes: [...nodes],
    connections,
    active: false,
    settings: { executionOrder: 'v1' },
    nodeTypes: {
      getByName: (name: string) => types[name],
      getByNameAndVersion: (name: string) => types[name],
      getKnownTypes: () => ({}),
    } as never,
  });
}

const workflowData: ConstructorParameters<typeof ExecutionLifecycleHooks>[2] = Object({
  id: 'workflow',
  name: 'w',
  nodes: [],
  connections: {},
});

/** What n8n lends an execution; `more` is what only some have. */
export function additionalData(emulator: Where, run: Omit<EngineRun, 'parameters'>, more: object = {}): never {
  const { apiKey = 'any', publicUrl = 'https://n8n.example.com', executionId = '1' } = run;
  const { url: baseUrl, llmGatewayUrl } = emulator;
  const credential = { apiKey, region: 'us', baseUrl, llmGatewayUrl };
  return {
    credentialsHelper: {
      getDecrypted: async () => await Promise.resolve(credential),
      getCredentialsProperties: () => [],
      getParentTypes: () => [],
      authenticate: async (_: unknown, __: string, options: { headers?: object }) =>
        await Promise.resolve({ ...options, headers: { ...options.headers, Authorization: apiKey } }),
      preAuthentication: async () => await Promise.resolve(undefined),
      runPreAuthentication: async () => await Promise.resolve(undefined),
      isCredentialUsableByNode: () => true,
    },
    hooks: new ExecutionLifecycleHooks('manual', executionId, workflowData),
    executionId,
    restApiUrl: publicUrl,
    instanceBaseUrl: publicUrl,
    webhookBaseUrl: `${publicUrl}/webhook`,
    webhookWaitingBaseUrl: `${publicUrl}/webhook-waiting`,
    webhookTestBaseUrl: `${publicUrl}/webhook-test`,
    formWaitingBaseUrl: `${publicUrl}/form-waiting`,
    variables: {},
    currentNodeParameters: undefined,
    setExecutionStatus: () => undefined,
    sendDataToUI: () => undefined,
    ...more,
  } as never;
}

export function jsonOf({ data }: ITaskData): IDataObject[] {
  return (data?.['main']?.[0] ?? []).map(({ json }) => json);
}
