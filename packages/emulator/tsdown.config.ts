import { defineConfig } from 'tsdown';
import { base } from '../../tsdown.base.ts';

export default defineConfig({
  ...base,
  entry: ['src/index.ts', 'src/cli.ts'],
  // Importing the bin would start a server: it is run, never imported.
  exports: { devExports: '@earmark/source', exclude: ['cli'] },
  shims: true,
});
