import type { Emulator } from '@earmark/emulator';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

/** What n8n lends a trigger or a sub-node, as far as ours take it; its requests go to the emulator. */
export interface LentHost {
  /** The states that webhook calls were answered with. */
  readonly answered: readonly number[];
}

interface Lent {
  readonly parameters?: IDataObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: IDataObject;
  /** @default 'any' */
  readonly apiKey?: string;
  /** @default '1' */
  readonly executionId?: string;
  /** @default 'one' */
  readonly instanceId?: string;
}

export function lentHost({ url: baseUrl, llmGatewayUrl }: Emulator, lent: Lent = {}): LentHost {
  const kept: IDataObject = {};
  const answered: number[] = [];
  const response = { status: (code: number) => ({ end: () => answered.push(code) }) };
  return {
    answered,
    getMode: () => 'trigger',
    getNode: () => ({ id: 'two', name: 'AssemblyAI', type: 'assemblyAi' }),
    getInstanceId: () => lent.instanceId ?? 'one',
    getExecutionId: () => lent.executionId ?? '1',
    getWorkflow: () => ({ id: 'workflow' }),
    getWorkflowStaticData: () => kept,
    getCredentials: async () =>
      await Promise.resolve({ apiKey: lent.apiKey ?? 'any', region: 'us', baseUrl, llmGatewayUrl }),
    // A webhook's and a poll's second argument is the default, a sub-node's the index of the item.
    getNodeParameter: (name: string, ...rest: readonly unknown[]) =>
      lent.parameters?.[name] ?? rest.at(rest.length - 1),
    getHeaderData: () => lent.headers ?? {},
    getBodyData: () => lent.body ?? {},
    getResponseObject: () => response,
    helpers: { httpRequestWithAuthentication: send },
  } as LentHost;
}

async function send(_credential: string, { url, method, headers, body }: IHttpRequestOptions): Promise<object> {
  const init = { method: method ?? 'GET', headers: { ...Object(headers), authorization: 'any' }, body: body as string };
  const answer = await fetch(url, init);
  return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}
