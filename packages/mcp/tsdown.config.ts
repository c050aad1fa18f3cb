import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsdown';
import { base } from '../../tsdown.base.ts';

// The SDK and what it stands on are bundled: a client waits for the server to start, and a thousand small files are slow.
export default defineConfig({
  ...base,
  entry: ['src/index.ts', 'src/cli.ts'],
  // Importing the bin would start a server: it is run, never imported.
  exports: { devExports: '@earmark/source', exclude: ['cli'] },
  alias: { '@modelcontextprotocol/server/_shims': fileURLToPath(new URL('src/sdk-shims.ts', import.meta.url)) },
});
