import { createRequire } from 'node:module';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// One copy of n8n's classes for its engine and for our nodes, as in n8n: the CommonJS one.
const alias = { 'n8n-workflow': createRequire(import.meta.url).resolve('n8n-workflow') };

export default mergeConfig(
  base,
  defineConfig({ resolve: { alias }, test: { server: { deps: { external: [/node_modules\/n8n-/] } } } }),
);
