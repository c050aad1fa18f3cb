import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

const load = createRequire(import.meta.url);
const packages = join(import.meta.dirname, '../../packages');
// Outside the workspace nothing is linked: our packages are found by their folders.
const ours = readdirSync(packages).map((name) => ({
  find: new RegExp(`^@earmark/${name}$`),
  replacement: join(packages, name, 'src/index.ts'),
}));
const alias = [
  ...ours,
  { find: '@earmark/conformance/vitest', replacement: join(packages, 'conformance/src/vitest.ts') },
  { find: '@earmark/operations/traces', replacement: join(packages, 'operations/src/traces.ts') },
  // One copy of n8n's classes for its engine and for our nodes, as in n8n: the CommonJS one.
  { find: 'n8n-workflow', replacement: load.resolve('n8n-workflow') },
];

export default mergeConfig(
  base,
  defineConfig({
    resolve: { alias },
    test: { hookTimeout: 60_000, server: { deps: { external: [/node_modules\/n8n-/] } } },
  }),
);
