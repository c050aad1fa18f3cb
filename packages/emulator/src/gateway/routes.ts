import { randomUUID } from 'node:crypto';
import type { Exchange, Route } from '../http.ts';
import { gatewayRefusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import { quoteAnswer, readConversation } from './answerer.ts';

/** The one model on offer: it quotes, and does not pretend to think. */
const extractiveModel = 'earmark-extractive';

/** The LLM gateway. */
export function gatewayRoutes(): Route[] {
  return [
    { method: 'POST', path: '/v1/chat/completions', bearer: true, refuse: gatewayRefusal, handle: complete },
    { method: 'GET', path: '/v1/models', open: true, handle: () => ({ json: { data: [{ id: extractiveModel }] } }) },
  ];
}

async function complete(exchange: Exchange): Promise<{ json: Json }> {
  const startedAt = process.hrtime.bigint();
  const body = await exchange.json();
  const { model } = body;
  if (typeof model !== 'string' || model === '') throw gatewayRefusal(400, 'model is required');
  const messages = toMessages(body);
  const content = quoteAnswer(readConversation(messages));
  const usage = countTokens(messages.map((message) => message.content).join(' '), content);
  return {
    json: {
      request_id: randomUUID(),
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      request: { model },
      usage,
      http_status_code: 200,
      response_time: Number(process.hrtime.bigint() - startedAt),
      llm_status_code: 200,
    },
  };
}

function toMessages({ messages, prompt }: Json): { role: string; content: string }[] {
  if (typeof prompt === 'string') return [{ role: 'user', content: prompt }];
  if (!Array.isArray(messages) || messages.length === 0)
    throw gatewayRefusal(400, 'one of messages or prompt required');
  return messages.map((message: unknown) => {
    if (!isJson(message)) throw gatewayRefusal(400, 'every message must be an object');
    return { role: String(message['role']), content: toText(message['content']) };
  });
}

function toText(content: unknown): string {
  if (!Array.isArray(content)) return typeof content === 'string' ? content : '';
  return content
    .map((part: unknown) => (isJson(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('\n');
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

// Words stand in for tokens: nobody is billed by them here.
function countTokens(input: string, output: string): Json {
  const [input_tokens = 0, output_tokens = 0] = [input, output].map((text) => text.split(/\s+/).filter(Boolean).length);
  return { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens };
}
