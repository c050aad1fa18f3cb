import { createRequire } from 'node:module';
import type { INodeType } from 'n8n-workflow';

const load = createRequire(import.meta.url);

/** A node of the packed package, loaded as n8n loads it. */
export function published(name: string): INodeType {
  const loaded = load(`../reports/package/dist/nodes/${name}/${name}.node.js`);
  return new loaded[name]();
}
