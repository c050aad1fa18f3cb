import { defineConfig } from 'tsdown';
import { base } from '../../tsdown.base.ts';

export default defineConfig({
  ...base,
  entry: [
    'src/index.ts',
    'src/openai.ts',
    'src/anthropic.ts',
    'src/ai-sdk.ts',
    'src/langchain.ts',
    'src/agents.ts',
    'src/openapi.ts',
  ],
  // Else the CJS entry exports the bundler's own helper, for the other entries to require.
  outputOptions: { codeSplitting: { groups: [{ name: 'runtime', test: /rolldown[\\/]runtime/ }] } },
});
