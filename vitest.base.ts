import { defineConfig } from 'vitest/config';

const conditions = ['@earmark/source', 'module', 'node', 'development|production'];

/** Every package's tests: against the sources of the others, with a report that can be summed. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/vitest.json' },
  },
});
