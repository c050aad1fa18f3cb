import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { build } from 'tsdown';
import { beforeAll, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import config from '../tsdown.config.mts';

const folder = fileURLToPath(new URL('../reports/bundle', import.meta.url));
const load = createRequire(import.meta.url);
let code: readonly { readonly name: string; readonly text: string }[] = [];

beforeAll(async () => {
  await build({ ...config, config: false, outDir: folder, copy: [], logLevel: 'silent' });
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
  code = await Promise.all(names.map(async (name) => ({ name, text: await readFile(`${folder}/${name}`, 'utf8') })));
});

const described = (): INodeTypeDescription[] =>
  manifest.n8n.nodes.map((path) => {
    const [made] = Object.values(load(path.replace('dist', folder)) as Record<string, new () => object>);
    return Object(made === undefined ? {} : new made()).description;
  });

it('what is published depends on nothing, and reaches no global that a verified node may not', () => {
  expect(manifest).not.toHaveProperty('dependencies');
  const forbidden =
    /\b(setTimeout|clearTimeout|setInterval|setImmediate|process|globalThis|global|__dirname|__filename)\b(?!['"\]:])|\beval\(|\bconsole\./;
  const allowed = /require\("(?!n8n-workflow"|node:crypto"|\.)/;
  for (const { name, text } of code) {
    const lines = text.split('\n').filter((line) => !/^\s*(\*|\/[/*])/.test(line));
    expect({ name, found: lines.filter((line) => forbidden.test(line) || allowed.test(line)) }).toEqual({
      name,
      found: [],
    });
  }
});

it('every node loads as n8n loads it, and nothing of LeMUR is left', () => {
  expect(described().map(({ name }) => name)).toEqual([
    'assemblyAi',
    'assemblyAiTrigger',
    'assemblyAiPollingTrigger',
    'assemblyAiDocumentLoader',
  ]);
  expect(JSON.stringify(described())).not.toMatch(/lemur/i);
});

it('labels are in Title Case, switches say Whether, and no parameter of an operation comes twice', () => {
  const [node] = described();
  const shown = node?.properties ?? [];
  const inside = shown.flatMap(({ options = [] }) => options.filter((one): one is INodeProperties => 'type' in one));
  for (const { displayName, type, description } of [...shown, ...inside]) {
    expect(displayName).toMatch(/^[A-Z]/);
    if (type === 'boolean') expect(description).toMatch(/^(Whether|Only)/);
  }
  const keys = shown.map(({ name, displayOptions }) => JSON.stringify([name, displayOptions]));
  expect(new Set(keys).size).toBe(keys.length);
});
