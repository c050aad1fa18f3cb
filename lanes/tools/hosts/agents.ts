import assert from 'node:assert/strict';
import { EarmarkError } from '@earmark/core';
import { toAgentsTools } from '@earmark/kernel/agents';
import {
  Agent,
  type Model,
  type ModelRequest,
  type ModelResponse,
  Usage,
  run,
  setTracingDisabled,
} from '@openai/agents';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf, question } from '../host.ts';

setTracingDisabled(true);

/** A model that calls a tool first, and then repeats what it was told. */
function scripted(name: string, args: object): Model {
  return {
    async getResponse({ input }: ModelRequest): Promise<ModelResponse> {
      const last = Array.isArray(input) ? input.at(-1) : undefined;
      const call = {
        type: 'function_call' as const,
        callId: '1',
        name,
        arguments: JSON.stringify(args),
        status: 'completed' as const,
      };
      if (last?.type !== 'function_call_result') return { usage: new Usage(), output: [call] };
      const content = [{ type: 'output_text' as const, text: JSON.stringify(last.output) }];
      return { usage: new Usage(), output: [{ type: 'message', role: 'assistant', status: 'completed', content }] };
    },
    getStreamedResponse() {
      throw new Error('not asked for');
    },
  };
}

export const promises: Promises = {
  async 'an agent calls the tool, strictly, and the model is given the words'(place) {
    const model = scripted('transcribe', { ...(await argumentsOf(place)), prompt: null, speaker_options: null });
    const agent = new Agent({ name: 'Listener', model, tools: toAgentsTools(pluginOf(place)) });
    const { finalOutput } = await run(agent, question);
    assert.match(String(finalOutput), heard);
    assertTrace(place);
  },
  async 'what the model can mend it is told, and what it cannot ends the run with the EarmarkError as the cause'(
    place,
  ) {
    const tools = toAgentsTools(pluginOf(place), { maxCalls: 1 });
    const told = new Agent({ name: 'Listener', model: scripted('transcribe', { audio: '/etc/passwd' }), tools });
    assert.match(String((await run(told, question)).finalOutput), /`audio` is a local path/);
    await assert.rejects(run(told, question), (error: unknown) =>
      causesOf(error).some((cause) => EarmarkError.is(cause, 'aborted')),
    );
    assert.deepEqual(place.journal, []);
  },
  async 'what destroys waits for a person'(place) {
    const tools = toAgentsTools(pluginOf(place, { operations: 'full' }));
    const agent = new Agent({
      name: 'Listener',
      model: scripted('delete_transcript', { transcript_id: 'an-id' }),
      tools,
    });
    const { interruptions } = await run(agent, 'Delete it.');
    assert.equal(interruptions.length, 1);
    assert.deepEqual(place.journal, []);
  },
};

function causesOf(error: unknown): unknown[] {
  const { cause, error: inner } = Object(error);
  return [error, ...[cause, inner].flatMap((one) => (one === undefined ? [] : causesOf(one)))];
}
