import type { UserConfig } from 'tsdown';

/** Every package's build: ESM and CJS, declarations for both, the exports map kept true. */
export const base: UserConfig = {
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20.19',
  dts: true,
  sourcemap: true,
  clean: true,
  exports: { devExports: '@earmark/source' },
};
