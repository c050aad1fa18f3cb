import { oneOf, text } from './kinds.ts';
import { open } from './open.ts';

// https://www.assemblyai.com/docs/llm-gateway/tool-calling

/** A function that a model wants called. */
export interface ToolCall {
  id: string;
  type: 'function';
  function: {
    name: string;
    /** JSON, as text. */
    arguments: string;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

export const toolCallSchema = open<ToolCall>({
  id: text,
  type: oneOf('function'),
  function: open<ToolCall['function']>({ name: text, arguments: text }),
});
