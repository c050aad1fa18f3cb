import { type ChatMessage, EarmarkError } from '@earmark/core';
import type { ChatClient } from './kernel.ts';
import { splitMessages } from './split-messages.ts';
import { type RenderOptions, renderPrompt } from './template/render-prompt.ts';

export interface PromptOptions extends RenderOptions {
  /** Who answers. @default the LLM gateway, asked by the first plugin that can */
  readonly chat?: ChatClient | undefined;
}

/** What was asked, and answered. */
export interface PromptResult {
  readonly renderedPrompt: string;
  readonly messages: readonly ChatMessage[];
  getValue(): string;
  toString(): string;
}

/**
 * Renders a template and asks a chat client.
 *
 * `<message role="…">` elements of the template are messages; without any, all of it is the user's.
 *
 * @throws EarmarkError as `renderPrompt` does, and as the chat client does.
 */
export async function invokePrompt(template: string, options: PromptOptions = {}): Promise<PromptResult> {
  const chat = options.chat ?? options.plugins?.find((plugin) => plugin.chat !== undefined)?.chat;
  // Before functions are called, and paid for.
  if (chat === undefined)
    throw new EarmarkError('invalid', '`chat` must be there where no plugin asks the LLM gateway: give a function.');
  const renderedPrompt = await renderPrompt(template, options);
  const messages = splitMessages(renderedPrompt);
  const value = await chat(messages, { signal: options.signal });
  return { renderedPrompt, messages, getValue: () => value, toString: () => value };
}
