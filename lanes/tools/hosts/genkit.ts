import assert from 'node:assert/strict';
import { createToolset } from '@earmark/kernel';
import { genkit } from 'genkit';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf, question } from '../host.ts';

export const promises: Promises = {
  async 'a tool of five lines is called in generate'(place) {
    const ai = genkit({});
    const tools = createToolset(pluginOf(place)).tools.map(({ name, description, parameters, call }) =>
      ai.defineTool({ name, description, inputJsonSchema: parameters }, async (input) => (await call(input)).text),
    );
    const args = await argumentsOf(place);
    const model = ai.defineModel(
      { name: 'scripted', supports: { tools: true, multiturn: true } },
      async ({ messages }) => {
        const told = messages.at(-1)?.content.find((part) => part.toolResponse !== undefined)?.toolResponse;
        const content =
          told === undefined
            ? [{ toolRequest: { name: 'transcribe', ref: '1', input: args } }]
            : [{ text: String(told.output) }];
        return { message: { role: 'model' as const, content }, finishReason: 'stop' as const };
      },
    );
    const { text } = await ai.generate({ model, prompt: question, tools });
    assert.match(text, heard);
    assertTrace(place);
  },
};
