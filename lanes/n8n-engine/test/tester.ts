import { createRequire } from 'node:module';
import type { Emulator } from '@earmark/emulator';
import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, INodeType } from 'n8n-workflow';
import { additionalData, core, flowOf, node, workflowOf } from './engine.ts';

const load = createRequire(import.meta.url);
const { AssemblyAiApi } = load('../reports/package/dist/credentials/AssemblyAiApi.credentials.js');
const credential: ICredentialType = new AssemblyAiApi();

/** What the editor shows after the test of a credential, and where the request would have gone. */
export interface Tested {
  readonly shown: string;
  readonly host: string;
}

/**
 * Tests a credential as n8n does when it is saved; every request ends at the emulator.
 *
 * n8n's tester is no part of its engine, and is followed here: it hands the credential's request to the engine's
 * `RoutingNode`, which reads its expressions and sends it, and tells the status by the first rule that fits.
 */
export async function testCredential(emulator: Emulator, data: ICredentialDataDecryptedObject): Promise<Tested> {
  let host = '';
  const authenticate = async (_data: unknown, _type: string, options: IHttpRequestOptions): Promise<object> => {
    // Refused, it is asked for again, with what was changed here.
    if (host === '') host = String(options.baseURL);
    const baseURL = host.startsWith(emulator.url) ? host : emulator.url;
    return await Promise.resolve({ ...options, baseURL, headers: { ...options.headers, ...signedBy(data) } });
  };
  const shown = await send(additionalData(emulator, {}, credentialsHelper(authenticate)), data).then(
    () => 'Connection successful!',
    (error: unknown) => told(Object(error)),
  );
  return { shown, host };
}

function credentialsHelper(authenticate: unknown): object {
  const helper = { authenticate, preAuthentication: nothing, runPreAuthentication: nothing, getParentTypes: () => [] };
  return { credentialsHelper: { ...helper, getCredentialsProperties: () => [], isCredentialUsableByNode: () => true } };
}

async function nothing(): Promise<undefined> {
  return await Promise.resolve(undefined);
}

async function send(lent: never, data: ICredentialDataDecryptedObject): Promise<void> {
  const request = { displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: credential.test } as const;
  const credentials = [{ name: credential.name, required: true }];
  const type: INodeType = { description: { ...node.description, credentials, properties: [Object(request)] } };
  const flow = flowOf({ parameters: {} });
  const workflow = workflowOf({ ...flow, types: { ...flow.types, assemblyAi: type } });
  const [, tested = flow.nodes[0]] = flow.nodes;
  if (tested === undefined) throw new Error('The flow has no node.');
  const context = new core.ExecuteContext(
    workflow,
    tested,
    lent,
    'internal',
    Object({ resultData: { runData: {} } }),
    0,
    [],
    { main: [[{ json: {} }]] },
    { node: tested, data: {}, source: null },
    [],
  );
  await new core.RoutingNode(context, type, { id: '1', name: 'AssemblyAI', type: credential.name, data }).runNode();
}

function told({ cause, message }: Refusal): string {
  const status = cause?.response?.status;
  const rule = credential.test?.rules?.find(({ properties }) => Object(properties).value === status);
  return rule === undefined ? message : String(Object(rule.properties).message);
}

interface Refusal {
  readonly message: string;
  readonly cause?: { readonly response?: { readonly status?: number } };
}

// The credential's own header, with its expression filled in.
function signedBy(data: ICredentialDataDecryptedObject): Record<string, string> {
  const headers: Readonly<Record<string, string>> = Object(Object(credential.authenticate).properties).headers;
  const filled = (text: string): string =>
    text.replace(/^=\{\{\$credentials\.(\w+)\}\}$/, (_, name) => textOf(data[name]));
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, filled(text)]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
