import { defineConfig } from 'tsdown';
import { base } from '../../tsdown.base.ts';

// Which platform it is, `imports` in package.json says where the package is installed: so they share no chunk.
export default defineConfig([
  { ...base, entry: ['src/index.ts', 'src/edge.ts', 'src/v3.ts'], external: ['#platform'] },
  {
    ...base,
    entry: ['src/platform/node.ts', 'src/platform/edge.ts'],
    outDir: 'dist/platform',
    exports: false,
  },
]);
