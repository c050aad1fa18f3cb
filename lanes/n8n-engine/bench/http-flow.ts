import { createRequire } from 'node:module';
import type { IConnection, IConnections, INode, INodeParameters, INodeType } from 'n8n-workflow';
import { type Flow, type Where, start } from '../test/engine.ts';

const load = createRequire(import.meta.url);
const versions = { HttpRequest: 4.2, Wait: 1.1, If: 2.2, NoOp: 1 };
const types: Record<string, INodeType> = { start };
for (const [name, version] of Object.entries(versions)) {
  const made = new (load(`n8n-nodes-base/dist/nodes/${name}/${name}.node.js`)[name])();
  types[typeOf(name)] = made.nodeVersions?.[version] ?? made;
}

/** Seconds between two looks, as AssemblyAI's tutorial for n8n sets its Wait node. */
const pauseSeconds = 3;

/** What AssemblyAI's tutorial for n8n builds of n8n's own nodes: upload, create, then wait, get and look until it is done. */
export function httpFlow({ url }: Where): Flow {
  const done = { id: 'a', leftValue: '={{ $json.status }}', rightValue: 'completed' };
  const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
  const operator = { type: 'string', operation: 'equals' };
  const nodes = [
    node('Start', 'start', 1, {}),
    http('Upload', { method: 'POST', url: `${url}/v2/upload`, contentType: 'binaryData', inputDataFieldName: 'data' }),
    http('Create', {
      method: 'POST',
      url: `${url}/v2/transcript`,
      specifyBody: 'json',
      jsonBody: '={{ { "audio_url": $json.upload_url } }}',
    }),
    node('Wait', 'Wait', versions.Wait, { resume: 'timeInterval', amount: pauseSeconds, unit: 'seconds' }),
    http('Get', { url: `=${url}/v2/transcript/{{ $json.id }}` }),
    node('If', 'If', versions.If, { conditions: { options, combinator: 'and', conditions: [{ ...done, operator }] } }),
    node('Done', 'NoOp', versions.NoOp, {}),
  ];
  return { nodes, types, connections: connect(['Start', 'Upload', 'Create', 'Wait', 'Get', 'If'], ['Done', 'Wait']) };
}

/** The first of these nodes alone. */
export function httpUpload(where: Where): Flow {
  const flow = httpFlow(where);
  return { ...flow, nodes: flow.nodes.slice(0, 2), connections: connect(['Start', 'Upload'], []) };
}

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters): INode {
  return { id: name, name, type: type === 'start' ? type : typeOf(type), typeVersion, position: [0, 0], parameters };
}

// As n8n knows its own nodes; the HTTP Request node may take every credential by that name alone.
function typeOf(name: string): string {
  return `n8n-nodes-base.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function http(name: string, parameters: INodeParameters): INode {
  const auth = { authentication: 'predefinedCredentialType', nodeCredentialType: 'assemblyAiApi', options: {} };
  return {
    ...node(name, 'HttpRequest', versions.HttpRequest, {
      ...auth,
      sendBody: parameters['method'] === 'POST',
      ...parameters,
    }),
    credentials: { assemblyAiApi: { id: '1', name: 'AssemblyAI' } },
  };
}

// One after the other; the last one's outputs, each to a node.
function connect(line: readonly string[], outputs: readonly string[]): IConnections {
  const pairs = line.slice(1).map((name, at) => [line[at], { main: [to(name)] }]);
  return Object.fromEntries([...pairs, [line.at(-1), { main: outputs.map(to) }]]);
}

function to(name: string): IConnection[] {
  return [{ node: name, type: 'main', index: 0 }];
}
