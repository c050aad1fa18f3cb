import { isJson } from '../is-json.ts';
import { gatewayRefusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import { checkParameters } from './parameters.ts';

export interface Message {
  readonly role: string;
  readonly content: string;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Json;
}

/** A chat completion as it was asked for, checked. */
export interface ChatRequest {
  /** As it was sent. */
  readonly body: Json;
  readonly model: string;
  readonly messages: readonly Message[];
  /** @default 1000 */
  readonly maxTokens: number;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly tools: readonly Tool[];
  /** Whether tools may be called, or the one that must be. @default 'auto' */
  readonly toolChoice: 'none' | 'auto' | { readonly name: string };
  /** What the content has to look like, where it is to be JSON. */
  readonly schema: Json | undefined;
  readonly transcriptId: string | undefined;
}

/** Reads a chat completion's body, refusing what the gateway refuses. */
export function parseChatRequest(body: Json, models: readonly string[] | undefined): ChatRequest {
  const { model } = body;
  if (typeof model !== 'string' || model === '') throw invalid('model is required');
  if (models !== undefined && !models.includes(model)) throw invalid(`model ${model} is not supported`);
  const messages = toMessages(body);
  checkParameters(body);
  const tools = toTools(body['tools']);
  return {
    body,
    model,
    messages,
    maxTokens: typeof body['max_tokens'] === 'number' ? body['max_tokens'] : 1000,
    stream: body['stream'] === true,
    includeUsage: isJson(body['stream_options']) && body['stream_options']['include_usage'] === true,
    tools,
    toolChoice: toToolChoice(body['tool_choice'], tools),
    schema: toSchema(body['response_format']),
    transcriptId: typeof body['transcript_id'] === 'string' ? body['transcript_id'] : undefined,
  };
}

const roles = ['system', 'user', 'assistant', 'tool'];

function toMessages({ messages, prompt }: Json): Message[] {
  if (typeof prompt === 'string' && prompt !== '') return [{ role: 'user', content: prompt }];
  if (!Array.isArray(messages) || messages.length === 0) throw invalid('one of messages or prompt required');
  return messages.map((message: unknown) => {
    if (!isJson(message)) throw invalid('every message must be an object');
    const { role, content } = message;
    if (typeof role !== 'string' || !roles.includes(role)) throw invalid(`role must be one of ${roles.join(', ')}`);
    if (role === 'tool' && typeof message['tool_call_id'] !== 'string') throw invalid('tool_call_id is required');
    return { role, content: toText(content) };
  });
}

function toText(content: unknown): string {
  if (typeof content === 'string') return content;
  // Where an assistant called tools, its message says nothing.
  if (content === undefined || content === null) return '';
  if (!Array.isArray(content)) throw invalid('content must be a string or a list of text parts');
  return content
    .map((part: unknown) => {
      if (isJson(part) && part['type'] === 'text' && typeof part['text'] === 'string') return part['text'];
      throw invalid('content parts must be of type text');
    })
    .join('\n');
}

function toTools(tools: unknown): Tool[] {
  if (tools === undefined) return [];
  if (!Array.isArray(tools)) throw invalid('tools must be a list');
  return tools.map((tool: unknown) => {
    const called = isJson(tool) && tool['type'] === 'function' ? tool['function'] : undefined;
    if (!isJson(called) || typeof called['name'] !== 'string') throw invalid('every tool must be a named function');
    const { name, description, parameters } = called;
    return {
      name,
      description: typeof description === 'string' ? description : '',
      parameters: isJson(parameters) ? parameters : {},
    };
  });
}

function toToolChoice(choice: unknown, tools: readonly Tool[]): ChatRequest['toolChoice'] {
  if (choice === undefined || choice === 'auto') return 'auto';
  if (choice === 'none') return 'none';
  const called = isJson(choice) && choice['type'] === 'function' ? choice['function'] : undefined;
  if (!isJson(called)) throw invalid('tool_choice must be none, auto or a function');
  const tool = tools.find(({ name }) => name === called['name']);
  if (tool === undefined) throw invalid('tool_choice names a function that is not among the tools');
  return { name: tool.name };
}

function toSchema(format: unknown): Json | undefined {
  if (format === undefined || (isJson(format) && format['type'] === 'text')) return undefined;
  if (!isJson(format) || format['type'] !== 'json_schema') {
    throw invalid('response_format is invalid: type must be json_schema');
  }
  const config = format['json_schema'];
  if (!isJson(config) || typeof config['name'] !== 'string') {
    throw invalid('response_format is invalid: json_schema.name is required');
  }
  if (!isJson(config['schema'])) throw invalid('response_format is invalid: json_schema.schema must be an object');
  return config['schema'];
}

function invalid(error: string): Error {
  return gatewayRefusal(400, error);
}
