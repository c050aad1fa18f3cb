import assert from 'node:assert/strict';
import { createToolset } from '@earmark/kernel';
import { FunctionTool } from '@llamaindex/core/tools';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf } from '../host.ts';

export const promises: Promises = {
  async 'a tool of five lines is called'(place) {
    const tools = createToolset(pluginOf(place)).tools.map(({ name, description, parameters, call }) =>
      FunctionTool.from(async (input: object) => (await call(input)).text, {
        name,
        description,
        parameters,
      }),
    );
    assert.match(String(await tools[0]?.call(await argumentsOf(place))), heard);
    assert.equal(tools[0]?.metadata.name, 'transcribe');
    assertTrace(place);
  },
};
