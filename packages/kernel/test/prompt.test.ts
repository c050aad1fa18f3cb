import type { ChatMessage } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { type PromptOptions, createGatewayChat, invokePrompt } from '../src/index.ts';
import { echoPlugin } from './template/echo.ts';
import { errorOf, startWorld } from './world.ts';

async function messagesOf(template: string, options: PromptOptions = {}): Promise<readonly ChatMessage[]> {
  return (await invokePrompt(template, { chat: () => Promise.resolve(''), ...options })).messages;
}

describe('invokePrompt', () => {
  it('sends all of a plain prompt as the user’s, with the quotes as they were', async () => {
    const args = { x: `it's "so" & <so>` };
    expect(await messagesOf('He said: {{$x}}', { args })).toEqual([
      { role: 'user', content: `He said: it's "so" &amp; &lt;so&gt;` },
    ]);
  });

  it('sends its messages as messages', async () => {
    const template = `
      <message role="system">Be {{$how}}.</message>
      <message role='user'>One</message><message role="assistant">Two</message>
      <message role = "developer">
        Three
      </message>`;
    expect(await messagesOf(template, { args: { how: '"brief"' } })).toEqual([
      { role: 'system', content: 'Be "brief".' },
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'Two' },
      { role: 'system', content: 'Three' },
    ]);
  });

  it('leaves what only looks like a message', async () => {
    for (const template of ['Write <message> tags', '<message role="user">open', '<message role=user>x</message>']) {
      expect(await messagesOf(template)).toEqual([{ role: 'user', content: template }]);
    }
  });

  it.each([
    ['<message role="tool">x</message>', 'a message’s role must be system, developer, user, assistant'],
    ['<message role="constructor">x</message>', 'role must be'],
    ['<message role="user">x</message> and more', 'words outside of its <message> elements'],
    ['First: <message role="user">x</message>', 'words outside'],
  ])('%j is refused', async (template, words) => {
    expect((await errorOf(messagesOf(template))).message).toContain(words);
  });

  it('a million open messages hold nothing up', async () => {
    const started = performance.now();
    await messagesOf('<message role="user">'.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('wants somebody to ask before it calls anything', async () => {
    const calls: never[] = [];
    const error = await errorOf(invokePrompt('{{Echo.Say "x"}}', { plugins: [echoPlugin('Echo', calls)] }));
    expect(error.message).toContain('`chat` must be there');
    expect(calls).toEqual([]);
  });

  it('asks the model that is named, and the signal goes along', async () => {
    await using world = await startWorld();
    const chat = createGatewayChat({ client: world.client, model: 'a-model', maxTokens: 7 });
    await invokePrompt('The budget is four thousand dollars. What is the budget?', { chat });
    expect(world.emulator.journal[0]?.json).toMatchObject({ model: 'a-model', max_tokens: 7 });
    const reason = new Error('enough');
    await expect(invokePrompt('x', { chat, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
