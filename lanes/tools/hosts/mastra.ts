import assert from 'node:assert/strict';
import { createToolset } from '@earmark/kernel';
import { createTool } from '@mastra/core/tools';
import * as z from 'zod';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf } from '../host.ts';

export const promises: Promises = {
  async 'a tool of five lines is called, and bad input refused'(place) {
    const tools = createToolset(pluginOf(place)).tools.map(({ name, description, parameters, call }) => {
      const inputSchema = z.fromJSONSchema(parameters as z.core.JSONSchema.JSONSchema);
      const execute = async (input: unknown, { abortSignal }: { abortSignal?: AbortSignal }) =>
        (await call(input, { signal: abortSignal })).text;
      return createTool({ id: name, description, inputSchema, execute });
    });
    const [tool] = tools;
    assert.match(String(await tool?.execute?.(await argumentsOf(place), {} as never)), heard);
    assertTrace(place);
    const refused = await tool?.execute?.({ audio: 7 }, {} as never);
    assert.match(JSON.stringify(refused), /audio/);
  },
};
