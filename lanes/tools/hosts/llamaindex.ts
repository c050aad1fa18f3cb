import assert from 'node:assert/strict';
import { createToolset } from '@earmark/kernel';
import { FunctionTool } from '@llamaindex/core/tools';
import * as z from 'zod';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf } from '../host.ts';

export const promises: Promises = {
  async 'a tool of five lines is called'(place) {
    const tools = createToolset(pluginOf(place)).tools.map((one) => {
      const { name, description } = one;
      const parameters = z.fromJSONSchema(one.parameters as z.core.JSONSchema.JSONSchema);
      return FunctionTool.from(async (input) => (await one.call(input)).text, { name, description, parameters });
    });
    assert.match(String(await tools[0]?.call((await argumentsOf(place)) as never)), heard);
    assert.equal(tools[0]?.metadata.name, 'transcribe');
    assertTrace(place);
  },
};
