import { defineConfig } from 'vitest/config';
import base from '../../../../vitest.base.ts';

/** The suites that are red on purpose, run by the tests of `src/vitest.ts`; never by themselves. */
export default defineConfig({
  ...base,
  test: { include: ['test/suites/*.suite.ts'], reporters: ['json'] },
});
