import { type Client, EarmarkError } from '@earmark/core';
import type { ChatClient } from './kernel.ts';

export interface GatewayChatOptions {
  readonly client: Client;
  /** @default the first that the gateway lists */
  readonly model?: string | undefined;
  /** Longest answer, in tokens. @default 1000 */
  readonly maxTokens?: number | undefined;
}

/** Asks a model of the LLM gateway. @throws EarmarkError `account` where it lists none, and as the client does */
export function createGatewayChat({ client, model, maxTokens }: GatewayChatOptions): ChatClient {
  return async (messages, { signal }) => {
    const { choices } = await client.llm.chat(
      { model: model ?? (await firstModel(client, signal)), messages, max_tokens: maxTokens },
      { signal },
    );
    const said = choices[0]?.message.content;
    if (typeof said === 'string') return said;
    throw new EarmarkError('protocol', 'The gateway answered without words.');
  };
}

async function firstModel(client: Client, signal: AbortSignal | undefined): Promise<string> {
  const id = (await client.llm.models({ signal })).data[0]?.id;
  if (id !== undefined) return id;
  throw new EarmarkError('account', 'The LLM gateway lists no model for this account: name one as `model`.');
}
