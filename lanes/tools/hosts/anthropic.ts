import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { toToolChoice } from '@earmark/kernel';
import { toAnthropicTools } from '@earmark/kernel/anthropic';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf, question } from '../host.ts';

/** Anthropic's client, whose model calls transcribe first, and then repeats what it was told. */
function scripted(input: object) {
  const asked: {
    tool_choice?: unknown;
    messages: { content: { type?: string; content?: unknown; is_error?: boolean }[] }[];
  }[] = [];
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    const body = JSON.parse(String(init?.body));
    asked.push(body);
    const [told] = body.messages.at(-1).content;
    const isTold = told?.type === 'tool_result';
    const text = isTold ? JSON.stringify(told.content) : '';
    const content = isTold ? [{ type: 'text', text }] : [{ type: 'tool_use', id: '1', name: 'transcribe', input }];
    const usage = { input_tokens: 1, output_tokens: 1 };
    return Response.json({
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content,
      stop_reason: isTold ? 'end_turn' : 'tool_use',
      usage,
    });
  };
  return { asked, anthropic: new Anthropic({ apiKey: 'any', fetch }) };
}

async function ask(
  { anthropic }: ReturnType<typeof scripted>,
  tools: ReturnType<typeof toAnthropicTools>,
): Promise<string> {
  const tool_choice = toToolChoice('anthropic', 'any');
  const messages = [{ role: 'user' as const, content: question }];
  const last = await anthropic.beta.messages.toolRunner({ model: 'm', max_tokens: 100, messages, tools, tool_choice });
  return last.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

export const promises: Promises = {
  async 'its runner calls the tool, and the model is given the words'(place) {
    const script = scripted(await argumentsOf(place));
    assert.match(await ask(script, toAnthropicTools(pluginOf(place))), heard);
    assert.deepEqual(script.asked[0]?.tool_choice, { type: 'any' });
    assertTrace(place);
  },
  async 'what is wrong is told to the model as an error'(place) {
    const script = scripted({ audio: '/etc/passwd' });
    assert.match(await ask(script, toAnthropicTools(pluginOf(place))), /`audio` is a local path/);
    assert.equal(script.asked[1]?.messages.at(-1)?.content[0]?.is_error, true);
    assert.deepEqual(place.journal, []);
  },
};
