import assert from 'node:assert/strict';
import { handleToolCall, toToolChoice } from '@earmark/kernel';
import { toOpenAIResponsesTools, toOpenAITools } from '@earmark/kernel/openai';
import OpenAI from 'openai';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf, question } from '../host.ts';

/** OpenAI's client, whose model calls transcribe first, and then repeats what it was told. */
function scripted(args: object) {
  const asked: Record<string, unknown>[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const body = JSON.parse(String(init?.body));
    asked.push(body);
    return Response.json(String(url).endsWith('/responses') ? response(body, args) : completion(body, args));
  };
  return { asked, openai: new OpenAI({ apiKey: 'any', fetch }) };
}

function completion({ messages }: { messages: { role: string; content: string }[] }, args: object) {
  const last = messages.at(-1);
  const call = { id: '1', type: 'function', function: { name: 'transcribe', arguments: JSON.stringify(args) } };
  const isTold = last?.role === 'tool';
  const message = isTold
    ? { role: 'assistant', content: last.content }
    : { role: 'assistant', content: null, tool_calls: [call] };
  const choices = [{ index: 0, message, finish_reason: isTold ? 'stop' : 'tool_calls' }];
  return { id: 'x', object: 'chat.completion', created: 0, model: 'm', choices };
}

function response({ input }: { input: { type?: string; output?: string }[] }, args: object) {
  const told = input.at(-1);
  const call = {
    type: 'function_call',
    id: 'f',
    call_id: '1',
    name: 'transcribe',
    arguments: JSON.stringify(args),
    status: 'completed',
  };
  const content = [{ type: 'output_text', text: told?.output ?? '', annotations: [] }];
  const message = { type: 'message', id: 'm', role: 'assistant', status: 'completed', content };
  return {
    id: 'r',
    object: 'response',
    status: 'completed',
    output: [told?.type === 'function_call_output' ? message : call],
  };
}

export const promises: Promises = {
  async 'chat: its runner calls the tool, and the model is given the words'(place) {
    const { openai } = scripted(await argumentsOf(place));
    const messages = [{ role: 'user' as const, content: question }];
    const runner = openai.chat.completions.runTools({ model: 'm', messages, tools: toOpenAITools(pluginOf(place)) });
    assert.match((await runner.finalContent()) ?? '', heard);
    assertTrace(place);
  },
  async 'chat, strict and required: what is left out is null'(place) {
    const { openai, asked } = scripted({ ...(await argumentsOf(place)), prompt: null, keyterms_prompt: null });
    const tools = toOpenAITools(pluginOf(place), { strict: true, allow: ['transcribe'] });
    const messages = [{ role: 'user' as const, content: question }];
    const tool_choice = toToolChoice('openai', 'required');
    const runner = openai.chat.completions.runTools({ model: 'm', messages, tools, tool_choice });
    assert.match((await runner.finalContent()) ?? '', heard);
    assert.equal(asked[0]?.['tool_choice'], 'required');
    assertTrace(place);
  },
  async 'chat, aborted: the run ends, and no job is started'(place) {
    const { openai } = scripted(await argumentsOf(place));
    const aborting = new AbortController();
    const tools = toOpenAITools(pluginOf(place), { filters: [() => aborting.abort()] });
    const messages = [{ role: 'user' as const, content: question }];
    const runner = openai.chat.completions.runTools({ model: 'm', messages, tools }, { signal: aborting.signal });
    await assert.rejects(runner.finalContent());
    assert.equal(
      place.journal.some(({ route }) => route === 'POST /v2/transcript'),
      false,
    );
  },
  async 'responses: a loop by hand answers the call'(place) {
    const { openai } = scripted({ ...(await argumentsOf(place)), prompt: null });
    const plugin = pluginOf(place);
    const tools = toOpenAIResponsesTools(plugin, { strict: true });
    const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: question }];
    for (;;) {
      const { output, output_text } = await openai.responses.create({ model: 'm', input, tools });
      const calls = output.filter((item) => item.type === 'function_call');
      if (calls.length === 0) {
        assert.match(output_text, heard);
        break;
      }
      for (const call of calls) {
        const { text } = await handleToolCall(plugin, call.name, call.arguments);
        input.push(call, { type: 'function_call_output', call_id: call.call_id, output: text });
      }
    }
    assertTrace(place);
  },
};
