import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';
import { answersReporter } from './test/openapi/reporter.ts';

export default mergeConfig(
  base,
  defineConfig({
    test: {
      setupFiles: ['test/openapi/setup.ts'],
      reporters: [answersReporter],
      // No file leaves anything behind, and loading all of it for each takes longer than most of them.
      isolate: false,
      maxWorkers: '100%',
      // As long as a test has: on a busy machine, a first start takes its time.
      hookTimeout: 60_000,
    },
  }),
);
