import { defineConfig } from 'tsdown';
import { base } from '../../tsdown.base.ts';

export default defineConfig({
  ...base,
  entry: ['src/index.ts', 'src/platform/node.ts', 'src/platform/edge.ts'],
  // Which platform it is, `imports` in package.json says where the package is installed.
  external: ['#platform'],
  exports: { devExports: '@earmark/source', exclude: [/platform/] },
});
