import assert from 'node:assert/strict';
import { EarmarkError, toToolCalls } from '@earmark/core';
import { createToolset, toToolChoice } from '@earmark/kernel';
import { toOpenAITools } from '@earmark/kernel/openai';
import { type Promises, clientOf, pluginOf } from '../host.ts';

export const promises: Promises = {
  async 'the LLM gateway takes the same tools, in a loop by hand'(place) {
    const client = clientOf(place);
    const toolset = createToolset(pluginOf(place), { allow: ['list_transcripts'], maxCalls: 3 });
    const tools = toOpenAITools(toolset).map(({ function: { name, description, parameters } }) => ({
      type: 'function' as const,
      function: { name, description, parameters },
    }));
    const messages = [{ role: 'user' as const, content: 'List the transcripts, newest first, with their ids.' }];
    const tool_choice = toToolChoice('gateway', { name: 'list_transcripts' });
    const [call] = toToolCalls(await client.llm.chat({ model: 'earmark-extractive', messages, tools, tool_choice }));
    assert.equal(call?.function.name, 'list_transcripts');
    const { isError } = await toolset.handleToolCall(call.function.name, call.function.arguments);
    assert.equal(isError, false);
  },
  async 'required and any are unsupported, and say so'() {
    for (const choice of ['required', 'any'] as const) {
      assert.throws(
        () => toToolChoice('gateway', choice),
        (error: unknown) => EarmarkError.is(error, 'unsupported'),
      );
    }
  },
};
