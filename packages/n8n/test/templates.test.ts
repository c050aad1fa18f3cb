import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { INode } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { AssemblyAi } from '../nodes/AssemblyAi/AssemblyAi.node.ts';
import { AssemblyAiDocumentLoader } from '../nodes/AssemblyAiDocumentLoader/AssemblyAiDocumentLoader.node.ts';
import { AssemblyAiPollingTrigger } from '../nodes/AssemblyAiPollingTrigger/AssemblyAiPollingTrigger.node.ts';

const folder = fileURLToPath(new URL('../../../examples/n8n', import.meta.url));
const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const ours = [new AssemblyAi(), new AssemblyAiDocumentLoader(), new AssemblyAiPollingTrigger()];

it.each(names)('%s sets parameters that the nodes have, and connects nodes that are there', async (name) => {
  const workflow = JSON.parse(await readFile(`${folder}/${name}`, 'utf8'));
  const nodes: readonly INode[] = workflow.nodes;
  const used = nodes.filter(({ type }) => type.startsWith('@earmark/'));
  expect(used.length).toBeGreaterThan(0);
  for (const { type, parameters } of used) {
    const kind = type.split('.').at(-1)?.replace(/Tool$/, '');
    const description = ours.find((one) => one.description.name === kind)?.description;
    const operations = description?.properties
      .filter((one) => one.name === 'operation')
      .flatMap((one) => one.options ?? []);
    expect(description?.properties.map((one) => one.name)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    if ('operation' in parameters)
      expect(operations?.map((one) => Object(one).value)).toContain(parameters['operation']);
  }
  const targets = [...JSON.stringify(workflow.connections).matchAll(/"node":"([^"]+)"/g)].map(([, target]) => target);
  expect(nodes.map((one) => one.name)).toEqual(
    expect.arrayContaining([...targets, ...Object.keys(workflow.connections)]),
  );
});
